package io.github.dynamosession.devices;

import io.github.dynamosession.store.UserSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The page: forms, and no script. Its style is in it, so that it needs one path only; the policy lets no other style in.
 *
 * @param here handle of the session that asks
 */
record DevicesPage(String user, String token, String here, Instant now) {

    private static final String PAGE = resource("devices.html");
    private static final String STYLE = resource("devices.css");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    static final String POLICY =
            "default-src 'none'; style-src 'sha256-" + Base64.getEncoder().encodeToString(Devices.sha256(STYLE))
                    + "'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final String ONE = """
            <li%s>
              <p><b>%s</b><span>last used <time datetime="%s">%s</time></span><span>logged in since <time datetime="%s">%s</time></span></p>
              %s
            </li>
            """;

    private static final String END_ONE = """
            <form method="post"><input type="hidden" name="token" value="%s"><button name="handle" value="%s" aria-label="Log out the session of %s">Log out</button></form>""";

    private static final String END_OTHERS = """
            <form method="post"><input type="hidden" name="token" value="%s"><button name="others" value="true">Log out everywhere else</button></form>""";

    private static String resource(String name) {
        try (InputStream file = Objects.requireNonNull(DevicesPage.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String of(List<UserSession> sessions) {
        boolean others = sessions.stream().anyMatch(session -> !isHere(session));
        return PAGE.replace("{style}", STYLE)
                .replace("{sessions}", sessions.stream().map(this::one).collect(Collectors.joining()))
                .replace("{others}", others ? END_OTHERS.formatted(token) : "")
                .replace("{user}", escaped(user)); // last: whatever a name holds is no place for another
    }

    private boolean isHere(UserSession session) {
        return session.handle().equals(here);
    }

    private String one(UserSession session) {
        String since = TIME.format(session.creationTime());
        return ONE.formatted(
                isHere(session) ? " class=\"here\"" : "",
                isHere(session) ? "This device" : "Another device",
                session.lastAccessedTime(),
                ago(session.lastAccessedTime()),
                session.creationTime(),
                since,
                isHere(session) ? "" : END_ONE.formatted(token, session.handle(), since));
    }

    /** As exact as the times are that are stored. */
    private String ago(Instant time) {
        Duration since = Duration.between(time, now);
        if (since.toMinutes() < 2) {
            return "just now";
        }
        if (since.toHours() < 2) {
            return since.toMinutes() + " minutes ago";
        }
        return since.toDays() < 2 ? since.toHours() + " hours ago" : since.toDays() + " days ago";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
