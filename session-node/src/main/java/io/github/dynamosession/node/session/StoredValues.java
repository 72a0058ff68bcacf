package io.github.dynamosession.node.session;

import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionChanges.Delta;
import io.github.dynamosession.store.StoredSession;
import java.util.Map;
import java.util.Set;

/** The stored bytes of all values of a session: what was loaded last, and what this node has stored since then. */
record StoredValues(Map<String, byte[]> attributes, Map<String, byte[]> containerState) {

    static final StoredValues NONE = new StoredValues(Map.of(), Map.of());

    static StoredValues of(StoredSession session) {
        return new StoredValues(session.attributes(), session.containerState());
    }

    StoredValues after(SessionChanges changes) {
        return new StoredValues(
                changes.attributes().applyTo(attributes),
                changes.containerState().applyTo(containerState));
    }

    /** The same with other bytes for some attributes. */
    StoredValues with(Map<String, byte[]> renewed) {
        return renewed.isEmpty()
                ? this
                : new StoredValues(new Delta(renewed, Set.of(), Map.of()).applyTo(attributes), containerState);
    }
}
