package io.github.dynamosession.demo.shop;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Whose end this node was told, of visitors who left: an ordinary listener, which says nothing to other nodes. It remembers
 * the last few.
 */
@WebListener
public final class Endings implements ServletContextListener, HttpSessionListener {

    /** Name of the session attribute with the name of a visitor who leaves. */
    static final String VISITOR = "visitor";

    private static final String NAME = Endings.class.getName();
    private static final int REMEMBERED = 50;

    private final Deque<Map<String, String>> told = new ArrayDeque<>();

    static Endings of(ServletContext application) {
        return (Endings) application.getAttribute(NAME);
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        event.getServletContext().setAttribute(NAME, this);
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        Object visitor = event.getSession().getAttribute(VISITOR);
        if (visitor != null) {
            remember(Map.of(VISITOR, (String) visitor, "at", Instant.now().toString()));
        }
    }

    private synchronized void remember(Map<String, String> end) {
        told.addLast(end);
        if (told.size() > REMEMBERED) {
            told.removeFirst();
        }
    }

    /** In the order in which they were told. */
    synchronized List<Map<String, String>> told() {
        return List.copyOf(told);
    }
}
