package io.github.dynamosession.sample;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.Serial;

/** {@code GET} shows the cart, {@code POST} adds an {@code item} to it. */
public final class CartServlet extends HttpServlet {

    @Serial
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        show(cartOf(request.getSession()), response);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Cart cart = cartOf(request.getSession());
        cart.add(request.getParameter("item")); // saved without another setAttribute
        show(cart, response);
    }

    private static Cart cartOf(HttpSession session) {
        if (session.getAttribute("cart") instanceof Cart cart) {
            return cart;
        }
        Cart empty = new Cart();
        session.setAttribute("cart", empty);
        return empty;
    }

    private static void show(Cart cart, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.setCharacterEncoding("UTF-8");
        response.getWriter().println(cart);
    }
}
