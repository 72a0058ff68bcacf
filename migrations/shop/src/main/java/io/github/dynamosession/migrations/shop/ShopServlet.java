package io.github.dynamosession.migrations.shop;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;

/** {@code POST} does what the path says; {@code GET} and {@code POST} show node, user and cart. Who will log in has a session. */
public final class ShopServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getServletPath().equals("/login")) {
            request.getSession();
        }
        show(request, response);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getServletPath()) {
            case "/login":
                logIn(request);
                break;
            case "/buy":
                buy(request);
                break;
            case "/soon-idle":
                request.getSession().setMaxInactiveInterval(1);
                break;
            case "/logout":
                request.getSession().invalidate();
                break;
            default:
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
        }
        show(request, response);
    }

    /** The id changes, as it should where somebody else might know it. */
    private static void logIn(HttpServletRequest request) {
        HttpSession session = request.getSession();
        if (!session.isNew()) {
            request.changeSessionId();
        }
        session.setAttribute("user", request.getParameter("user"));
        session.setAttribute("cart", Cart.empty());
    }

    /** Another value is set: some of the old systems save no other. */
    private static void buy(HttpServletRequest request) {
        HttpSession session = request.getSession();
        Cart cart = (Cart) session.getAttribute("cart");
        session.setAttribute("cart", cart.with(request.getParameter("item")));
    }

    private static void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.getWriter()
                .printf(
                        "node=%s%nuser=%s%ncart=%s%n",
                        System.getProperty("shop.node"), user(request), kept(request, "cart"));
    }

    /** Who is logged in by the container, or by this servlet. */
    private static Object user(HttpServletRequest request) {
        return Optional.<Object>ofNullable(request.getRemoteUser()).orElseGet(() -> kept(request, "user"));
    }

    private static Object kept(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getSession(false))
                .map(session -> session.getAttribute(name))
                .orElse("");
    }
}
