package io.github.dynamosession.node.session;

import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoredSession;
import io.github.dynamosession.store.UserKey;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * What this node knows to be stored of one session: what was loaded last, and what this node has stored since then.
 *
 * @param version {@link #UNKNOWN_VERSION} after a save of this node, which other nodes' may have preceded
 * @param values of the version, if that is known
 * @param whole see {@link StoredSession#whole}
 * @param identity which session it is, whatever its id is to be
 * @param sealed the bytes of the identity in the item
 */
record LastStored(
        SessionKey key,
        SessionTimes times,
        long version,
        StoredValues values,
        boolean whole,
        Optional<UserKey> user,
        SessionIdentity identity,
        Optional<byte[]> sealed) {

    static final long UNKNOWN_VERSION = -1;

    LastStored(SessionKey key, SessionTimes times, SessionIdentity identity) {
        this(key, times, UNKNOWN_VERSION, StoredValues.NONE, true, Optional.empty(), identity, Optional.empty());
    }

    /** After a load. */
    LastStored loaded(StoredSession session, SessionIdentity said) {
        return new LastStored(
                key,
                session.times(),
                session.version(),
                StoredValues.of(session),
                session.whole(),
                session.user(),
                said,
                session.identity());
    }

    /** Tells whether an item says of itself what this one says, so that it need not be decrypted. */
    boolean saysTheSame(StoredSession session) {
        byte[] said = session.identity().orElse(null);
        return said != null && Arrays.equals(sealed.orElse(null), said);
    }

    LastStored withTimes(SessionTimes now) {
        return new LastStored(key, now, version, values, whole, user, identity, sealed);
    }

    /** The store holds other bytes for the same attributes. */
    LastStored renewed(Map<String, byte[]> bytes) {
        return new LastStored(key, times, version, values.with(bytes), whole, user, identity, sealed);
    }

    /** After a save of this node; another node's changes are taken in by the next load. */
    LastStored saved(SessionChanges changes) {
        return new LastStored(
                key, times, UNKNOWN_VERSION, values.after(changes), whole, changes.userAfter(user), identity, sealed);
    }

    LastStored at(SessionKey newKey, SessionIdentity as, Optional<byte[]> sealedAs) {
        return new LastStored(newKey, times, version, values, whole, user, as, sealedAs);
    }

    StoredSession asStored() {
        return new StoredSession(version, times, values.attributes(), values.containerState(), user, sealed, whole);
    }
}
