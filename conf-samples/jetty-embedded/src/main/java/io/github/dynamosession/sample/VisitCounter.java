package io.github.dynamosession.sample;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.Serial;

/** Counts the visits of one user. */
public final class VisitCounter extends HttpServlet {

    @Serial
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpSession session = request.getSession();
        int visits = session.getAttribute("visits") instanceof Integer earlier ? earlier + 1 : 1;
        session.setAttribute("visits", visits);
        response.setContentType("text/plain");
        response.getWriter().println("visit " + visits);
    }
}
