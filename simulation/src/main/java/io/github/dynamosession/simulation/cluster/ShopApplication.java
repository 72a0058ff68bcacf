package io.github.dynamosession.simulation.cluster;

import io.github.dynamosession.node.session.LocalSession;
import io.github.dynamosession.workload.State;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The demo's shop, as far as it reads and changes a session. */
final class ShopApplication {

    private static final String VISIT = "visit";
    /** What tells the product whose the session is. */
    private static final String INDEXED_USER = "io.github.dynamosession.user";

    private ShopApplication() {}

    static void begin(LocalSession session, String label) {
        session.attributes().put(VISIT, label);
    }

    /** @param parameters of the request: the good, the name of the note, its text */
    static void change(LocalSession session, String path, Map<String, String> parameters) {
        String item = parameters.getOrDefault("item", "");
        switch (path) {
            case "/api/count" -> session.attributes().put(State.COUNTER, counter(session) + 1);
            case "/api/cart/add" -> cart(session).merge(item, 1, Integer::sum);
            case "/api/cart/remove" ->
                cart(session).computeIfPresent(item, (name, quantity) -> quantity == 1 ? null : quantity - 1);
            case "/api/note" -> session.attributes().put(State.NOTE + item, parameters.getOrDefault("text", ""));
            case "/api/note/remove" -> session.attributes().remove(State.NOTE + item);
            default -> throw new IllegalArgumentException("the shop has no " + path);
        }
    }

    static void login(LocalSession session, String user) {
        session.attributes().put(State.USER, user);
        session.attributes().put(INDEXED_USER, user);
    }

    private static int counter(LocalSession session) {
        Integer counter = (Integer) session.attributes().get(State.COUNTER);
        return counter == null ? 0 : counter;
    }

    /** Changed in place, as applications do. */
    @SuppressWarnings("unchecked")
    private static Map<String, Integer> cart(LocalSession session) {
        Map<String, Integer> present =
                (Map<String, Integer>) session.attributes().get(State.CART);
        if (present != null) {
            return present;
        }
        Map<String, Integer> cart = new TreeMap<>();
        session.attributes().put(State.CART, cart);
        return cart;
    }

    /** What an answer shows of a session; null: there is none. */
    static State state(@Nullable LocalSession session) {
        Object label = session == null ? null : session.attributes().get(VISIT);
        if (session == null || label == null) {
            return State.NONE;
        }
        Map<String, String> values = new TreeMap<>();
        for (String name : session.attributes().keySet()) {
            Object value = session.attributes().get(name);
            if (value != null && !name.equals(VISIT) && !name.equals(INDEXED_USER)) {
                values.put(name, name.equals(State.CART) ? State.cart(cart(session)) : value.toString());
            }
        }
        values.values().removeIf(String::isEmpty);
        return new State(label.toString(), values);
    }
}
