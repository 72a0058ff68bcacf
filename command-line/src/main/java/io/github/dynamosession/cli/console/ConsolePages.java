package io.github.dynamosession.cli.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The files of the page, which are in the jar. */
final class ConsolePages {

    private static final Map<String, ConsoleAnswer> FILES = Map.of(
            "/", file("console.html", ConsoleAnswer.HTML),
            "/console.css", file("console.css", "text/css; charset=utf-8"),
            "/console.js", file("console.js", "text/javascript; charset=utf-8"));

    private static final String MESSAGE = page("message.html");

    private ConsolePages() {}

    private static ConsoleAnswer file(String name, String contentType) {
        return ConsoleAnswer.file(contentType, bytes(name));
    }

    private static String page(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String name) {
        try (InputStream file = Objects.requireNonNull(ConsolePages.class.getResourceAsStream(name), name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<ConsoleAnswer> at(String path) {
        return Optional.ofNullable(FILES.get(path));
    }

    /** A page that leads on to the console. A redirect would not: as the end of a link on another site's page it has no cookie. */
    static ConsoleAnswer entry(String cookie) {
        return message(200, "<meta http-equiv=\"refresh\" content=\"0;url=/\">", "Opening the console.")
                .with("Set-Cookie", cookie + "; Path=/; HttpOnly; SameSite=Strict");
    }

    static ConsoleAnswer refusal(Refusal refusal) {
        return message(refusal.status(), "", String.valueOf(refusal.getMessage()));
    }

    private static ConsoleAnswer message(int status, String head, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        byte[] body = MESSAGE.replace("{head}", head).replace("{text}", escaped).getBytes(StandardCharsets.UTF_8);
        return new ConsoleAnswer(status, ConsoleAnswer.HTML, body, Map.of());
    }
}
