package io.github.dynamosession.demo.shop;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The shop as JSON. Every answer is the whole state of the client's session and the node that served it. A change that
 * finds its session ended by another request meanwhile is refused with 409.
 */
@WebServlet("/api/*")
public final class ShopServlet extends HttpServlet {

    private static final long serialVersionUID = 1;
    private static final String CART = "cart";
    private static final String COUNTER = "counter";
    private static final String NOTES = "notes";
    /** What tells the session manager whose the session is: {@code UserSessions.USER_ATTRIBUTE}. */
    static final String INDEXED_USER = "io.github.dynamosession.user";

    private static final String USER = "user";
    private static final String VISIT = "visit";

    /** Before the name of each note, which is an attribute of its own. */
    private static final String NOTE = "note.";

    private static final Map<String, @Nullable Object> NO_SESSION = Map.of(CART, Map.of(), COUNTER, 0, NOTES, Map.of());

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(request, response);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            if (change(request)) {
                answer(request, response);
            } else {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
            }
        } catch (IllegalStateException sessionEndedMeanwhile) {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
            answer(request, response);
        }
    }

    private static boolean change(HttpServletRequest request) {
        switch (String.valueOf(request.getPathInfo())) {
            case "/count" -> count(session(request));
            case "/cart/add" -> cart(session(request)).add(parameter(request, "item"));
            case "/cart/remove" -> cart(session(request)).remove(parameter(request, "item"));
            case "/note" -> session(request).setAttribute(note(request), parameter(request, "text"));
            case "/note/remove" -> session(request).removeAttribute(note(request));
            case "/login" -> login(request, parameter(request, USER));
            case "/renew" -> renew(request);
            case "/logout" -> logout(request.getSession(false));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** A session says which visit it was made for. */
    private static HttpSession session(HttpServletRequest request) {
        HttpSession present = request.getSession(false);
        if (present != null) {
            return present;
        }
        HttpSession made = request.getSession();
        made.setAttribute(VISIT, request.getParameter(VISIT));
        return made;
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
        renew(request);
        session(request).setAttribute(USER, user);
        session(request).setAttribute(INDEXED_USER, user);
    }

    private static void renew(HttpServletRequest request) {
        session(request);
        request.changeSessionId();
    }

    private static void logout(@Nullable HttpSession session) {
        if (session != null) {
            session.invalidate();
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpSession session = request.getSession(false);
        Map<String, @Nullable Object> state = new LinkedHashMap<>();
        state.put("node", System.getProperty("demo.node"));
        state.put("server", getServletContext().getServerInfo());
        state.putAll(stateOf(session, response));
        JsonAnswer.write(response, state);
    }

    private Map<String, @Nullable Object> stateOf(@Nullable HttpSession session, HttpServletResponse response) {
        if (session != null) {
            try {
                Devices.tellTheBalancer(getServletContext(), session, response);
                return stateIn(session);
            } catch (IllegalStateException endedMeanwhile) {
                // as if it had never been there
            }
        }
        return NO_SESSION;
    }

    private static Map<String, @Nullable Object> stateIn(HttpSession session) {
        Map<String, @Nullable Object> state = new LinkedHashMap<>();
        state.put("session", session.getId().substring(0, 6));
        state.put(VISIT, session.getAttribute(VISIT));
        state.put(USER, session.getAttribute(USER));
        state.put(CART, contents((Cart) session.getAttribute(CART)));
        state.put(COUNTER, counter(session));
        state.put(NOTES, notes(session));
        return state;
    }

    private static Map<String, Integer> contents(@Nullable Cart cart) {
        return cart == null ? Map.of() : cart.quantities();
    }

    private static int counter(HttpSession session) {
        Integer counter = (Integer) session.getAttribute(COUNTER);
        return counter == null ? 0 : counter;
    }

    /** A note that another request removes meanwhile is left out. */
    private static Map<String, Object> notes(HttpSession session) {
        Map<String, Object> notes = new TreeMap<>();
        for (String name : Collections.list(session.getAttributeNames())) {
            Object text = name.startsWith(NOTE) ? session.getAttribute(name) : null;
            if (text != null) {
                notes.put(name.substring(NOTE.length()), text);
            }
        }
        return notes;
    }

    private static String note(HttpServletRequest request) {
        return NOTE + parameter(request, "item");
    }

    private static String parameter(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value;
    }
}
