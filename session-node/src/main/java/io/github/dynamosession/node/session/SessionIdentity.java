package io.github.dynamosession.node.session;

import io.github.dynamosession.store.DamagedSessionException;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.StoredSession;
import io.github.dynamosession.store.codec.CodecException;
import io.github.dynamosession.store.payload.AssociatedData;
import io.github.dynamosession.store.payload.PayloadEncryption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which session this is, wherever it is stored. It is in the session's item, encrypted, so that
 *
 * <ul>
 *   <li>values stay bound to their session when it gets another id: they name the key under which it was made, and are not
 *       encrypted again, which a node could not do with values that it cannot read;
 *   <li>an item that was copied to another key is refused;
 *   <li>listeners to the end of a session are told its id, which is nowhere else in the store.
 * </ul>
 *
 * @param origin the partition key under which the session was made
 * @param sessionId empty if it is not known: the session was stored before values were encrypted
 */
record SessionIdentity(String origin, Optional<String> sessionId) {

    private static final String PART = "identity";

    /** Of a session that says nothing of it. */
    static SessionIdentity unsaid(SessionKey key) {
        return new SessionIdentity(key.partitionKey(), Optional.empty());
    }

    SessionIdentity withSessionId(String id) {
        return new SessionIdentity(origin, Optional.of(id));
    }

    /** For the item under a key; empty if values are not encrypted. */
    Optional<byte[]> encrypted(PayloadEncryption encryption, SessionKey key, Instant created) {
        return encryption.encryptText(AssociatedData.join(origin, sessionId.orElse("")), place(key, created));
    }

    /**
     * What the item under a key says.
     *
     * @throws DamagedSessionException if it was made for another item; or if it says nothing, where encryption is required
     * @throws io.github.dynamosession.store.StoreException if this node lacks the key
     */
    static SessionIdentity of(StoredSession session, SessionKey key, PayloadEncryption encryption) {
        if (session.identity().isEmpty() && encryption.required()) {
            throw new DamagedSessionException(
                    "session " + key + " is refused: its item does not say which session it is"
                            + " (sealed), and encryption=required demands that: someone has written it without the key, or it"
                            + " is older than the keys; delete the item");
        }
        return session.identity()
                .map(bytes -> decrypted(bytes, key, session.times().creationTime(), encryption))
                .orElseGet(() -> unsaid(key));
    }

    private static SessionIdentity decrypted(
            byte[] bytes, SessionKey key, Instant created, PayloadEncryption encryption) {
        try {
            byte[] text = encryption.decryptText(bytes, place(key, created), () -> "session " + key);
            List<String> parts = AssociatedData.split(text);
            return new SessionIdentity(parts.get(0), Optional.of(parts.get(1)).filter(id -> !id.isEmpty()));
        } catch (CodecException e) {
            throw new DamagedSessionException(
                    "session " + key + " is refused: what its item says of it (sealed) was made for"
                            + " another item, or is damaged; delete the item");
        }
    }

    private static AssociatedData place(SessionKey key, Instant created) {
        return AssociatedData.of(PART, key.partitionKey(), Long.toString(created.toEpochMilli()));
    }
}
