package io.github.dynamosession.workload;

import java.util.Map;
import java.util.TreeMap;

/**
 * The session as an answer shows it.
 *
 * @param label of the change that made the session; empty: there is none
 * @param values the objects that are there
 */
public record State(String label, Map<String, String> values) {

    /** No session. */
    public static final State NONE = new State("", Map.of());

    public static final String USER = "user";
    public static final String COUNTER = "counter";
    public static final String CART = "cart";

    /** Before the name of a note. */
    public static final String NOTE = "note.";

    public State {
        values = Map.copyOf(values);
    }

    /** The form in which a cart is compared: its goods and how many of each. */
    public static String cart(Map<String, Integer> quantities) {
        return quantities.isEmpty() ? "" : new TreeMap<>(quantities).toString();
    }

    String valueOf(String object) {
        return values.getOrDefault(object, "");
    }
}
