package io.github.dynamosession.testapp;

import io.github.dynamosession.testapp.attribute.Attributes;
import jakarta.servlet.http.HttpSession;
import java.util.Collection;
import java.util.Collections;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A session that is used outside of requests; a failure is an answer too. */
final class KeptSession {

    private static final String BY_ACCESSOR = "access:";

    private final HttpSession session;

    KeptSession(HttpSession session) {
        this.session = session;
    }

    @Nullable
    Object run(String step) {
        try {
            return step.startsWith(BY_ACCESSOR) ? byAccessor(step.substring(BY_ACCESSOR.length())) : run(session, step);
        } catch (Exception e) {
            return "failed: " + e;
        }
    }

    private static @Nullable Object run(HttpSession session, String step) {
        String[] words = step.split(":", 3);
        switch (words[0]) {
            case "set" -> session.setAttribute(words[1], words[2]);
            case "put" -> session.setAttribute(words[1], Attributes.newValue(words[2]));
            case "remove" -> session.removeAttribute(words[1]);
            case "setInterval" -> session.setMaxInactiveInterval(Integer.parseInt(words[1]));
            case "invalidate" -> session.invalidate();
            case "add" -> add(session, words[1], words[2]);
            case "get" -> {
                return session.getAttribute(words[1]);
            }
            case "names" -> {
                return String.join(",", new TreeSet<>(Collections.list(session.getAttributeNames())));
            }
            case "interval" -> {
                return session.getMaxInactiveInterval();
            }
            default -> throw new IllegalArgumentException("no such step: " + step);
        }
        return "done";
    }

    @SuppressWarnings("unchecked") // the tests name collections of strings only
    private static void add(HttpSession session, String name, String value) {
        ((Collection<String>) session.getAttribute(name)).add(value);
    }

    /** Steps of one {@code HttpSession.Accessor}, separated by commas; it is new in servlet 6.1. */
    private @Nullable Object byAccessor(String steps) throws ReflectiveOperationException {
        Object accessor = HttpSession.class.getMethod("getAccessor").invoke(session);
        AtomicReference<@Nullable Object> last = new AtomicReference<>();
        Consumer<HttpSession> consumer = accessed -> {
            for (String step : steps.split(",")) {
                last.set(run(accessed, step));
            }
        };
        Class.forName("jakarta.servlet.http.HttpSession$Accessor")
                .getMethod("access", Consumer.class)
                .invoke(accessor, consumer);
        return last.get();
    }
}
