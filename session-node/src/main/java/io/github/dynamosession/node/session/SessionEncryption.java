package io.github.dynamosession.node.session;

import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.StoredSession;
import io.github.dynamosession.store.payload.AssociatedData;
import io.github.dynamosession.store.payload.PayloadEncryption;
import java.util.Map;

/** Binds the values of one session to it: a value of one session, part or name is none of another. */
final class SessionEncryption {

    /** The parts of a session. */
    enum Part {
        ATTRIBUTES("a"),
        CONTAINER_STATE("sys");

        private final String stored;

        Part(String stored) {
            this.stored = stored;
        }
    }

    private final PayloadEncryption encryption;
    private final SessionState state;

    SessionEncryption(SessionContext context, SessionState state) {
        this.encryption = context.limits().encryption();
        this.state = state;
    }

    byte[] encrypt(Part part, String name, byte[] value) {
        return encryption.encrypt(value, () -> place(part, name));
    }

    /**
     * @throws io.github.dynamosession.store.codec.CodecException if it is damaged, or of another place
     * @throws StoreException if this node has not its key
     */
    byte[] decrypt(Part part, String name, byte[] stored) {
        return encryption.decrypt(stored, () -> place(part, name), () -> described(name));
    }

    boolean hasKeys() {
        return encryption.keys().isPresent();
    }

    /** @throws StoreException if this node lacks a key of values that are in the session's item */
    void requireKeysOf(StoredSession session) {
        requireKeysOf(session.attributes());
        requireKeysOf(session.containerState());
    }

    void requireKeysOf(Map<String, byte[]> values) {
        values.forEach((name, stored) -> encryption.requireKeyOf(stored, () -> described(name)));
    }

    /** Where a value belongs, whatever the session's id becomes. */
    private AssociatedData place(Part part, String name) {
        String created = Long.toString(state.last().times().creationTime().toEpochMilli());
        return AssociatedData.of(part.stored, state.last().identity().origin(), created, name);
    }

    /** For messages. */
    String described(String name) {
        return "attribute " + name + " of session " + state.last().key();
    }
}
