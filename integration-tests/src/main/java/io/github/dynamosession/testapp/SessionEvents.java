package io.github.dynamosession.testapp;

import io.github.dynamosession.testapp.attribute.EndWitness;
import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every event that this node's listeners were told of, by session id and in order. */
public final class SessionEvents implements HttpSessionListener, HttpSessionIdListener, HttpSessionAttributeListener {

    private static final Map<String, List<String>> EVENTS = new ConcurrentHashMap<>();

    static List<String> of(String sessionId) {
        return EVENTS.getOrDefault(withoutRoute(sessionId), List.of());
    }

    public static void note(String sessionId, String event) {
        EVENTS.computeIfAbsent(withoutRoute(sessionId), id -> new CopyOnWriteArrayList<>())
                .add(event);
    }

    /** In Tomcat the route is part of the id that a session tells, in Jetty of the cookie only. */
    private static String withoutRoute(String sessionId) {
        return sessionId.replaceFirst("\\..*", "");
    }

    @Override
    public void sessionCreated(HttpSessionEvent event) {
        note(event.getSession().getId(), "created");
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        note(event.getSession().getId(), "destroyed");
        EndWitness.of(event.getSession()).ifPresent(witness -> witness.tellDestroyed(event.getSession()));
    }

    @Override
    public void sessionIdChanged(HttpSessionEvent event, String oldSessionId) {
        note(oldSessionId, "idChanged");
    }

    @Override
    public void attributeAdded(HttpSessionBindingEvent event) {
        note(event.getSession().getId(), "added:" + event.getName());
    }

    @Override
    public void attributeRemoved(HttpSessionBindingEvent event) {
        note(event.getSession().getId(), "removed:" + event.getName());
    }

    @Override
    public void attributeReplaced(HttpSessionBindingEvent event) {
        note(event.getSession().getId(), "replaced:" + event.getName());
    }
}
