package io.github.dynamosession.demo.shop;

import com.fasterxml.jackson.jr.ob.JSON;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shop as JSON. Every answer is the whole state of the client's session and the node that served it. */
@WebServlet("/api/*")
public final class ShopServlet extends HttpServlet {

    private static final long serialVersionUID = 1;
    private static final String CART = "cart";
    private static final String COUNTER = "counter";
    private static final String USER = "user";

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(request, response);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (String.valueOf(request.getPathInfo())) {
            case "/count" -> count(request.getSession());
            case "/cart/add" -> cart(request.getSession()).add(parameter(request, "item"));
            case "/cart/remove" -> cart(request.getSession()).remove(parameter(request, "item"));
            case "/login" -> login(request, parameter(request, "user"));
            case "/logout" -> logout(request.getSession(false));
            default -> {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
        }
        answer(request, response);
    }

    private static void count(HttpSession session) {
        session.setAttribute(COUNTER, counter(session) + 1);
    }

    private static Cart cart(HttpSession session) {
        Cart present = (Cart) session.getAttribute(CART);
        if (present != null) {
            return present;
        }
        Cart cart = new Cart();
        session.setAttribute(CART, cart);
        return cart;
    }

    /** Changes the session's id, as every login must: who knows the old one must not get into the account. */
    private static void login(HttpServletRequest request, String user) {
        request.getSession();
        request.changeSessionId();
        request.getSession().setAttribute(USER, user);
    }

    private static void logout(@Nullable HttpSession session) {
        if (session != null) {
            session.invalidate();
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<String, @Nullable Object> state = new LinkedHashMap<>();
        state.put("node", System.getProperty("demo.node"));
        state.put("server", getServletContext().getServerInfo());
        state.putAll(stateOf(request.getSession(false)));
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        JSON.std.write(state, response.getOutputStream());
    }

    private static Map<String, @Nullable Object> stateOf(@Nullable HttpSession session) {
        Map<String, @Nullable Object> state = new LinkedHashMap<>();
        state.put("session", session == null ? null : session.getId().substring(0, 6));
        state.put(USER, session == null ? null : session.getAttribute(USER));
        state.put(CART, session == null ? Map.of() : contents((Cart) session.getAttribute(CART)));
        state.put(COUNTER, session == null ? 0 : counter(session));
        return state;
    }

    private static Map<String, Integer> contents(@Nullable Cart cart) {
        return cart == null ? Map.of() : cart.quantities();
    }

    private static int counter(HttpSession session) {
        Integer counter = (Integer) session.getAttribute(COUNTER);
        return counter == null ? 0 : counter;
    }

    private static String parameter(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value;
    }
}
