package io.github.dynamosession.workload;

import java.util.Map;

/**
 * The session as an answer shows it.
 *
 * @param label of the change that made the session; empty: there is none
 * @param values the objects that are there
 */
public record State(String label, Map<String, String> values) {

    /** No session. */
    public static final State NONE = new State("", Map.of());

    static final String USER = "user";
    static final String COUNTER = "counter";
    static final String CART = "cart";

    /** Before the name of a note. */
    static final String NOTE = "note.";

    public State {
        values = Map.copyOf(values);
    }

    String valueOf(String object) {
        return values.getOrDefault(object, "");
    }
}
