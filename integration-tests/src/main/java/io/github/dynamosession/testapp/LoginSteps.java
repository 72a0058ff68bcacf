package io.github.dynamosession.testapp;

import static java.util.Map.entry;

import io.github.dynamosession.testapp.Script.Step;
import java.security.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Steps on who is logged in. */
final class LoginSteps {

    static final Map<String, Step> ALL = Map.ofEntries(
            entry("login", exchange -> exchange.request().login(exchange.argument(1), exchange.argument(2))),
            entry("logout", exchange -> exchange.request().logout()),
            entry("authenticate", exchange -> exchange.answer(exchange.request().authenticate(exchange.response()))),
            entry("user", exchange -> exchange.answer(exchange.request().getRemoteUser())),
            entry("authType", exchange -> exchange.answer(exchange.request().getAuthType())),
            entry("role", exchange -> exchange.answer(exchange.request().isUserInRole(exchange.argument(1)))),
            entry(
                    "principal",
                    exchange -> exchange.answer(className(exchange.request().getUserPrincipal()))));

    private LoginSteps() {}

    private static @Nullable String className(@Nullable Principal principal) {
        return principal == null ? null : principal.getClass().getSimpleName();
    }
}
