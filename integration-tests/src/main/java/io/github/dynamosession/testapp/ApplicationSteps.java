package io.github.dynamosession.testapp;

import static java.util.Map.entry;

import io.github.dynamosession.testapp.Script.Step;
import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Steps that applications do around their session: cookies of their own, catching errors, large values. */
final class ApplicationSteps {

    static final Map<String, Step> ALL = Map.ofEntries(
            entry("say", exchange -> exchange.answer("said")),
            entry("cookie", exchange -> exchange.response().addCookie(new Cookie(exchange.argument(1), "crumbs"))),
            entry("attempt", ApplicationSteps::attempt),
            entry("fill", ApplicationSteps::fill));

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
        byte[] random = new byte[length];
        new Random(length).nextBytes(random);
        exchange.session()
                .setAttribute(
                        exchange.argument(1),
                        Base64.getEncoder().encodeToString(random).substring(0, length));
    }
}
