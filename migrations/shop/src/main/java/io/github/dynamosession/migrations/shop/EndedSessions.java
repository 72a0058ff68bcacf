package io.github.dynamosession.migrations.shop;

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
        if (!bringsOldCookie(request) || request.isRequestedSessionIdValid()) {
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

    /** One slash at its beginning: two would name another host. */
    private static String sameAddress(HttpServletRequest request) {
        String path = request.getRequestURI().replaceFirst("^/+", "/");
        return request.getQueryString() == null ? path : path + "?" + request.getQueryString();
    }
}
