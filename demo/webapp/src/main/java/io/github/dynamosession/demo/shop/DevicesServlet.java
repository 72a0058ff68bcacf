package io.github.dynamosession.demo.shop;

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
        List<Map<String, Object>> devices = List.of();
        if (session != null && user != null) {
            devices = Devices.find(getServletContext(), user, session);
            Devices.tellTheBalancer(getServletContext(), session, response);
        }
        JsonAnswer.write(response, devices);
    }

    /** {@code logout}, with a device's handle: it ends no session but the user's own. Leads on to the state of the shop. */
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String user = user(request.getSession(false));
        String handle = request.getParameter("handle");
        if (user == null || handle == null || !"/logout".equals(request.getPathInfo())) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        Devices.logOut(getServletContext(), user, handle);
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", request.getContextPath() + "/api/state");
    }

    private static @Nullable String user(@Nullable HttpSession session) {
        return session == null ? null : (String) session.getAttribute(ShopServlet.INDEXED_USER);
    }
}
