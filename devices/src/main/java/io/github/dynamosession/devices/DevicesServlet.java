package io.github.dynamosession.devices;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * "My devices": shows users of a web application where they are logged in, and logs them out there. Map it to any path; a
 * user who is not logged in gets 403.
 *
 * <p>{@code GET} is a page that needs no script, or with {@code Accept: application/json}
 *
 * <pre>{@code
 * {"token":"...","devices":[{"handle":"...","created":"2026-11-21T15:43:30.104Z","lastAccessed":"2026-11-21T15:43:30.158Z",
 *                            "expires":"2026-11-21T16:16:31Z","here":true}]}
 * }</pre>
 *
 * <p>{@code POST} with {@code token}, as the page or the document has it, and {@code handle} logs out there; with {@code
 * others=true} instead of a handle it logs out everywhere but here. The answer to a browser leads back to the page; that to
 * {@code Accept: application/json} is the list as it is then. The token is bound to the session: a page of another site has
 * none.
 *
 * <p>The user is the session's attribute {@code io.github.dynamosession.user}, or else whom the container has logged in, as
 * with {@code UserSessions}. Where sessions are not in DynamoDB the answer is 501.
 */
public final class DevicesServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    /** As {@code UserSessions.USER_ATTRIBUTE} and {@code CONTEXT_ATTRIBUTE}: known also where that class is not. */
    private static final String USER = "io.github.dynamosession.user";

    private static final String SESSIONS = "io.github.dynamosession.UserSessions";

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Devices> devices = devices(request, response);
        if (devices.isPresent()) {
            show(devices.get(), request, response);
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Devices> devices = devices(request, response);
        if (devices.isEmpty()) {
            return;
        }
        if (!devices.get().isToken(request.getParameter("token"))) {
            response.sendError(
                    HttpServletResponse.SC_FORBIDDEN,
                    "this page is of another session; open it again to log out there");
            return;
        }
        if (!end(devices.get(), request)) {
            response.sendError(
                    HttpServletResponse.SC_BAD_REQUEST,
                    "say the handle of another session, or others=true; here you log out as ever");
            return;
        }
        if (wantsJson(request)) {
            show(devices.get(), request, response);
        } else {
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", response.encodeRedirectURL(pathOf(request)));
        }
    }

    /** As the container understands it: the one that was sent may begin like the address of another server. */
    private String pathOf(HttpServletRequest request) {
        try {
            String path = getServletContext().getContextPath() + request.getServletPath();
            return new URI(null, null, path, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("an absolute path is a URI", e);
        }
    }

    /** False if the request does not say what to end. */
    private static boolean end(Devices devices, HttpServletRequest request) {
        String handle = request.getParameter("handle");
        if (handle != null) {
            return devices.end(handle);
        }
        if (!"true".equals(request.getParameter("others"))) {
            return false;
        }
        devices.endOthers();
        return true;
    }

    /** Empty if the request is answered by that: nobody has logged in, or the sessions are not ours. */
    private Optional<Devices> devices(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpSession session = request.getSession(false);
        String user = user(request, session);
        Object sessions = getServletContext().getAttribute(SESSIONS);
        if (sessions == null) {
            response.sendError(
                    HttpServletResponse.SC_NOT_IMPLEMENTED, "the sessions of this application are not in DynamoDB");
        } else if (session == null || user == null) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN, "log in to see where you are logged in");
        } else {
            return Optional.of(new Devices(sessions, user, session.getId()));
        }
        return Optional.empty();
    }

    private static @Nullable String user(HttpServletRequest request, @Nullable HttpSession session) {
        return session != null && session.getAttribute(USER) instanceof String named ? named : request.getRemoteUser();
    }

    private static void show(Devices devices, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Vary", "Accept");
        response.setCharacterEncoding("UTF-8");
        if (wantsJson(request)) {
            response.setContentType("application/json");
            response.getWriter().write(devices.document());
        } else {
            response.setContentType("text/html");
            response.setHeader("Content-Security-Policy", DevicesPage.POLICY);
            response.setHeader("Referrer-Policy", "same-origin");
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.getWriter().write(devices.page());
        }
    }

    /** A browser that opens a page accepts both. */
    private static boolean wantsJson(HttpServletRequest request) {
        String accepted = String.valueOf(request.getHeader("Accept"));
        return accepted.contains("application/json") && !accepted.contains("text/html");
    }
}
