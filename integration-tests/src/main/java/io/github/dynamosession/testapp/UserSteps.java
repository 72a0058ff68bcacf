package io.github.dynamosession.testapp;

import static java.util.Map.entry;

import io.github.dynamosession.store.UserSession;
import io.github.dynamosession.store.UserSessions;
import io.github.dynamosession.testapp.Script.Step;
import java.util.Map;
import java.util.stream.Collectors;

/** Steps of an application that shows its users where they are logged in, and logs them out there. */
final class UserSteps {

    static final Map<String, Step> ALL = Map.ofEntries(
            entry("sessionsOf", exchange -> exchange.answer(handles(exchange))),
            entry(
                    "handle",
                    exchange -> exchange.answerFromSession(
                            session -> sessions(exchange).handleOf(session.getId()))),
            entry(
                    "revoke",
                    exchange -> exchange.answer(sessions(exchange).revoke(exchange.argument(1), exchange.argument(2)))),
            entry("revokeAll", exchange -> exchange.answer(sessions(exchange).revokeAll(exchange.argument(1)))),
            entry(
                    "revokeOthers",
                    exchange -> exchange.answer(sessions(exchange)
                            .revokeAllBut(
                                    exchange.argument(1), exchange.session().getId()))));

    private UserSteps() {}

    private static String handles(Exchange exchange) {
        return sessions(exchange).find(exchange.argument(1)).stream()
                .map(UserSession::handle)
                .collect(Collectors.joining(","));
    }

    private static UserSessions sessions(Exchange exchange) {
        return (UserSessions) exchange.request().getServletContext().getAttribute(UserSessions.CONTEXT_ATTRIBUTE);
    }
}
