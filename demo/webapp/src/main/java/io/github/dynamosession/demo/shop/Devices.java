package io.github.dynamosession.demo.shop;

import io.github.dynamosession.store.UserSessions;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;

/**
 * What the balancer's access log may hold: an id may not stand in a log, but the handle that the list of devices has for the session
 * may. The request of a login still has the one from before it; so the request for the list says it, too.
 */
@WebFilter("/api/devices")
public final class Devices extends HttpFilter {

    private static final long serialVersionUID = 1;

    /** As {@code UserSessions.CONTEXT_ATTRIBUTE}, but known also where its class is not: of other session managers. */
    private static final String SESSIONS = "io.github.dynamosession.UserSessions";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpSession session = request.getSession(false);
        if (session != null) {
            tellTheBalancer(getServletContext(), session, response);
        }
        chain.doFilter(request, response);
    }

    static void tellTheBalancer(ServletContext application, HttpSession session, HttpServletResponse response) {
        if (application.getAttribute(SESSIONS) != null) {
            UserSessions sessions = (UserSessions) application.getAttribute(SESSIONS);
            response.setHeader("X-Node", System.getProperty("demo.node"));
            response.setHeader("X-Session-Handle", sessions.handleOf(session.getId()));
        }
    }
}
