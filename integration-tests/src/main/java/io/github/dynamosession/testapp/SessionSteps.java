package io.github.dynamosession.testapp;

import static java.util.Map.entry;

import io.github.dynamosession.testapp.Script.Step;
import io.github.dynamosession.testapp.attribute.Attributes;
import io.github.dynamosession.testapp.attribute.Cart;
import io.github.dynamosession.testapp.attribute.Counter;
import io.github.dynamosession.testapp.attribute.EndWitness;
import jakarta.servlet.http.HttpSession;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeSet;

/** Steps on the session. Those that only ask never create one. */
final class SessionSteps {

    static final Map<String, Step> ALL = Map.ofEntries(
            entry("create", exchange -> exchange.session()),
            // as a thread must that may outlive its request
            entry("keepSession", exchange -> exchange.script().keepSession(exchange.request())),
            entry("set", exchange -> exchange.session().setAttribute(exchange.argument(1), exchange.argument(2))),
            entry("put", SessionSteps::put),
            entry("again", SessionSteps::setAgain),
            entry("watch", SessionSteps::watch),
            entry("add", SessionSteps::add),
            entry("increment", SessionSteps::increment),
            entry("churn", exchange -> Churn.start(strings(exchange), Integer.parseInt(exchange.argument(2)))),
            entry("joinChurn", exchange -> Churn.join()),
            entry("remove", exchange -> exchange.session().removeAttribute(exchange.argument(1))),
            entry("get", exchange -> exchange.answerFromSession(session -> session.getAttribute(exchange.argument(1)))),
            entry("names", exchange -> exchange.answerFromSession(SessionSteps::names)),
            entry("id", exchange -> exchange.answerFromSession(HttpSession::getId)),
            entry("isNew", exchange -> exchange.answerFromSession(HttpSession::isNew)),
            entry("created", exchange -> exchange.answerFromSession(HttpSession::getCreationTime)),
            entry("accessed", exchange -> exchange.answerFromSession(HttpSession::getLastAccessedTime)),
            entry("interval", exchange -> exchange.answerFromSession(HttpSession::getMaxInactiveInterval)),
            entry("setInterval", exchange -> exchange.session().setMaxInactiveInterval(exchange.number())),
            entry("invalidate", exchange -> exchange.session().invalidate()),
            entry("changeId", exchange -> exchange.request().changeSessionId()),
            entry("valid", exchange -> exchange.answer(exchange.request().isRequestedSessionIdValid())),
            entry("parameter", exchange -> exchange.answer(exchange.request().getParameter(exchange.argument(1)))));

    private SessionSteps() {}

    /** {@code put:name:kind}. */
    private static void put(Exchange exchange) {
        exchange.session().setAttribute(exchange.argument(1), Attributes.newValue(exchange.argument(2)));
    }

    /** {@code again:name}: as frameworks do with what they got. */
    private static void setAgain(Exchange exchange) {
        String name = exchange.argument(1);
        exchange.session().setAttribute(name, exchange.session().getAttribute(name));
    }

    /** {@code watch:name:uri}: the end of the session is told to a test that listens there. */
    private static void watch(Exchange exchange) {
        exchange.session().setAttribute(exchange.argument(1), new EndWitness(exchange.argument(2)));
    }

    /** {@code add:name:value}: changes a collection in place; the session is not told. */
    private static void add(Exchange exchange) {
        strings(exchange).add(exchange.argument(2));
    }

    /** {@code increment:name}: changes a counter in place; the session is not told. */
    private static void increment(Exchange exchange) {
        ((Counter) exchange.session().getAttribute(exchange.argument(1))).increment();
    }

    @SuppressWarnings("unchecked") // the tests name collections of strings only
    private static Collection<String> strings(Exchange exchange) {
        Object value = exchange.session().getAttribute(exchange.argument(1));
        return value instanceof Cart cart ? cart.goods() : (Collection<String>) value;
    }

    private static String names(HttpSession session) {
        return String.join(",", new TreeSet<>(Collections.list(session.getAttributeNames())));
    }
}
