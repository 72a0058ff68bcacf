package io.github.dynamosession.testapp;

import static java.util.Map.entry;

import io.github.dynamosession.testapp.Script.Step;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Steps that applications do around their session: cookies of their own, catching errors, large values. */
final class ApplicationSteps {

    static final Map<String, Step> ALL = Map.ofEntries(
            entry("say", exchange -> exchange.answer("said")),
            entry("cookie", exchange -> exchange.response().addCookie(new Cookie(exchange.argument(1), "crumbs"))),
            entry("attempt", ApplicationSteps::attempt),
            entry("fill", ApplicationSteps::fill),
            entry("fillMany", ApplicationSteps::fillMany),
            entry("digest", ApplicationSteps::digest));

    private ApplicationSteps() {}

    /** {@code attempt:step}: an application that catches what the step throws, and goes on. */
    private static void attempt(Exchange exchange) throws IOException {
        String step = exchange.text().substring("attempt:".length());
        try {
            new Script(List.of(step)).run(exchange.request(), exchange.response());
        } catch (Exception e) {
            answerIfSomeoneListens(exchange);
        }
    }

    private static void answerIfSomeoneListens(Exchange exchange) throws IOException {
        try {
            exchange.answer("caught");
        } catch (IllegalStateException e) {
            // the container has ended the request and taken its response back
        }
    }

    /** {@code fill:name:length}: a text of little that repeats itself, the same each time. */
    private static void fill(Exchange exchange) {
        int length = Integer.parseInt(exchange.argument(2));
        exchange.session().setAttribute(exchange.argument(1), text(length, length));
    }

    /** {@code fillMany:name:from-to-length}: attributes name0, name1..., each with a text of its own. */
    private static void fillMany(Exchange exchange) {
        int[] numbers = Stream.of(exchange.argument(2).split("-"))
                .mapToInt(Integer::parseInt)
                .toArray();
        HttpSession session = exchange.session();
        for (int i = numbers[0]; i < numbers[1]; i++) {
            session.setAttribute(exchange.argument(1) + i, text(i, numbers[2]));
        }
    }

    private static String text(int seed, int length) {
        byte[] random = new byte[length];
        new Random(seed).nextBytes(random);
        return Base64.getEncoder().encodeToString(random).substring(0, length);
    }

    /** What all attributes are, in a few characters: the hash of their names and values. */
    private static void digest(Exchange exchange) throws IOException, NoSuchAlgorithmException {
        HttpSession session = exchange.session();
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (String name : new TreeSet<>(Collections.list(session.getAttributeNames()))) {
            digest.update((name + "=" + session.getAttribute(name) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        exchange.answer(HexFormat.of().formatHex(digest.digest()));
    }
}
