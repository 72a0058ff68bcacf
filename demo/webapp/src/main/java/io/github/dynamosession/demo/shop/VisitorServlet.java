package io.github.dynamosession.demo.shop;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Map;

/** Makes a session that soon expires, for a visitor who drops the cookie: nobody ever asks for this session again. */
@WebServlet("/api/visitors")
public final class VisitorServlet extends HttpServlet {

    private static final long serialVersionUID = 1;
    private static final int IDLE_SECONDS = 3;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String visitor = request.getParameter(Endings.VISITOR);
        if (visitor == null || request.getSession(false) != null) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST, "a visitor has a name, and no session yet");
            return;
        }
        HttpSession session = request.getSession();
        session.setMaxInactiveInterval(IDLE_SECONDS);
        session.setAttribute(Endings.VISITOR, visitor);
        JsonAnswer.write(response, Map.of("node", System.getProperty("demo.node"), "idleSeconds", IDLE_SECONDS));
    }
}
