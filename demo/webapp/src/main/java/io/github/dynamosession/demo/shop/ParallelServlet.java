package io.github.dynamosession.demo.shop;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Map;

/**
 * Counts the way that loses updates: it reads the number, works a while, and writes the number plus one. The URI that ends in
 * {@code locked} does the very same; {@code lockUris} of the nodes names it.
 */
@WebServlet({ParallelServlet.BEGIN, ParallelServlet.FREE, ParallelServlet.LOCKED})
public final class ParallelServlet extends HttpServlet {

    static final String BEGIN = "/api/parallel/begin";
    static final String FREE = "/api/parallel/free";
    static final String LOCKED = "/api/parallel/locked";

    private static final long serialVersionUID = 1;
    private static final String TALLY = "tally";
    private static final long WORK_MILLIS = 25;

    /** The number as it is; a later request of the same client sees all that was answered before. */
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpSession session = request.getSession(false);
        Integer tally = session == null ? null : (Integer) session.getAttribute(TALLY);
        answer(response, tally == null ? 0 : tally);
    }

    /** {@code begin} sets the number to zero, and makes the session that the others need. */
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getServletPath().equals(BEGIN)) {
            request.getSession().setAttribute(TALLY, 0);
            answer(response, 0);
            return;
        }
        HttpSession session = request.getSession(false);
        Integer tally = session == null ? null : (Integer) session.getAttribute(TALLY);
        if (session == null || tally == null) {
            response.sendError(HttpServletResponse.SC_CONFLICT, "the session has ended since it began");
            return;
        }
        work();
        session.setAttribute(TALLY, tally + 1);
        answer(response, tally + 1);
    }

    private static void work() {
        try {
            Thread.sleep(WORK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpServletResponse response, int tally) throws IOException {
        JsonAnswer.write(response, Map.of("node", System.getProperty("demo.node"), TALLY, tally));
    }
}
