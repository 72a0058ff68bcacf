package io.github.dynamosession.migrations.shop;

import static jakarta.servlet.RequestDispatcher.FORWARD_QUERY_STRING;
import static jakarta.servlet.RequestDispatcher.FORWARD_REQUEST_URI;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Stream;

/** Lets users go whose session on the old nodes has ended: without the old cookie, their request reaches a new node. */
public final class EndedSessions extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!bringsOldCookie(request) || !hasEnded(request)) {
            chain.doFilter(request, response);
            return;
        }
        Cookie ended = new Cookie(getInitParameter("cookie"), "");
        ended.setPath(getInitParameter("path"));
        ended.setMaxAge(0);
        response.addCookie(ended);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Location", sameAddress(request));
        response.setStatus(HttpServletResponse.SC_TEMPORARY_REDIRECT);
    }

    private boolean bringsOldCookie(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies != null
                && Stream.of(cookies).anyMatch(each -> each.getName().equals(getInitParameter("cookie")));
    }

    /** The container has begun another session by the time it shows its login page. */
    private static boolean hasEnded(HttpServletRequest request) {
        return isLoginPage(request) ? request.getSession().isNew() : !request.isRequestedSessionIdValid();
    }

    /** The one that the container shows in place of what was asked for. */
    private static boolean isLoginPage(HttpServletRequest request) {
        return request.getDispatcherType() == DispatcherType.FORWARD;
    }

    private static String sameAddress(HttpServletRequest request) {
        Object path = isLoginPage(request) ? request.getAttribute(FORWARD_REQUEST_URI) : request.getRequestURI();
        Object query = isLoginPage(request) ? request.getAttribute(FORWARD_QUERY_STRING) : request.getQueryString();
        // two slashes at its beginning would name another host
        String onThisHost = path.toString().replaceFirst("^/+", "/");
        return query == null ? onThisHost : onThisHost + "?" + query;
    }
}
