package io.github.dynamosession.tomcat;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Parts of a login that must not or cannot be stored, and so are known to this node only. What is stored is a mark that
 * stands for the value, at random: a logout or another login on any node removes or replaces the mark, and the value here
 * counts no more.
 */
final class NodeLocalState {

    private static final String MARK = "local:";

    private final Map<String, Object> stored;
    private final Map<String, Marked> values = new ConcurrentHashMap<>();

    private record Marked(Object value, String mark) {}

    /** @param stored where marks are kept, and seen by all nodes */
    NodeLocalState(Map<String, Object> stored) {
        this.stored = stored;
    }

    @Nullable
    Object get(String name) {
        Marked known = values.get(name);
        return known != null && known.mark().equals(stored.get(MARK + name)) ? known.value() : null;
    }

    /** Setting what is known already is no change for other nodes: authenticators do it on every request. */
    void put(String name, Object value) {
        Marked known = values.get(name);
        if (known != null && value.equals(get(name))) {
            values.put(name, new Marked(value, known.mark()));
        } else {
            Marked marked = new Marked(value, UUID.randomUUID().toString());
            values.put(name, marked);
            stored.put(MARK + name, marked.mark());
        }
    }

    void remove(String name) {
        values.remove(name);
        stored.remove(MARK + name);
    }
}
