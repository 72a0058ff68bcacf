package io.github.dynamosession.demo.shop;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.dynamosession.store.UserSession;
import io.github.dynamosession.store.UserSessions;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the user is logged in, as JSON, and the way to log out there. Other session managers know nothing of it: then no
 * device is listed.
 */
@WebServlet("/api/devices/*")
public final class DevicesServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpSession session = request.getSession(false);
        String user = user(session);
        UserSessions sessions = sessions();
        List<Map<String, Object>> devices = List.of();
        if (session != null && user != null && sessions != null) {
            String here = sessions.handleOf(session.getId());
            devices = sessions.find(user).stream()
                    .map(device -> describe(device, here))
                    .toList();
        }
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        JSON.std.write(devices, response.getOutputStream());
    }

    /** {@code logout}, with a device's handle: it ends no session but the user's own. Answers as the shop does. */
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String user = user(request.getSession(false));
        String handle = request.getParameter("handle");
        UserSessions sessions = sessions();
        if (user == null || handle == null || sessions == null || !"/logout".equals(request.getPathInfo())) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        sessions.revoke(user, handle);
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", request.getContextPath() + "/api/state");
    }

    private static Map<String, Object> describe(UserSession device, String here) {
        return Map.of(
                "handle", device.handle(),
                "since", device.creationTime().toString(),
                "here", device.handle().equals(here));
    }

    private static @Nullable String user(@Nullable HttpSession session) {
        return session == null ? null : (String) session.getAttribute(ShopServlet.INDEXED_USER);
    }

    private @Nullable UserSessions sessions() {
        return (UserSessions) getServletContext().getAttribute(UserSessions.CONTEXT_ATTRIBUTE);
    }
}
