package io.github.dynamosession.node.session;

import io.github.dynamosession.node.session.SessionEncryption.Part;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.StoredSession;
import io.github.dynamosession.store.codec.CodecException;
import io.github.dynamosession.store.payload.PayloadCompression;
import java.util.Arrays;

/** What the stored bytes of one session's values stand for. */
final class ValueReader {

    private final SessionContext context;
    private final SessionState state;
    private final SessionEncryption encryption;

    ValueReader(SessionContext context, SessionState state, SessionEncryption encryption) {
        this.context = context;
        this.state = state;
        this.encryption = encryption;
    }

    /**
     * The encoded value that stored bytes of an attribute stand for.
     *
     * @throws CodecException if it is not there, damaged, or of another place
     * @throws StoreException if it cannot be loaded or this node has not its key, or if the session has ended meanwhile
     */
    byte[] attribute(String name, byte[] stored) {
        byte[] value = largeValues().find(stored).orElseGet(() -> loadNewer(name, stored));
        return PayloadCompression.decompress(
                encryption.decrypt(Part.ATTRIBUTES, name, value),
                context.limits().maxSessionSize());
    }

    /** The same of what the container keeps, which is in the session's item. */
    byte[] containerState(String name, byte[] stored) {
        return encryption.decrypt(Part.CONTAINER_STATE, name, stored);
    }

    /** A value goes only with its session, or when a newer one was there for long. */
    private byte[] loadNewer(String name, byte[] old) {
        byte[] stored = state.isGone() ? old : currentlyStored(name);
        if (Arrays.equals(stored, old)) {
            throw lost();
        }
        return largeValues().find(stored).orElseThrow(ValueReader::lost);
    }

    private byte[] currentlyStored(String name) {
        StoredSession session = context.store()
                .load(state.last().key())
                .orElseThrow(() -> new StoreException(
                        encryption.described(name) + " cannot be read any more: the session has ended on another node",
                        null));
        byte[] stored = session.attributes().get(name);
        if (stored == null) {
            throw lost();
        }
        return stored;
    }

    private static CodecException lost() {
        return new CodecException("its item is not in the store, or damaged", null);
    }

    private LargeValues largeValues() {
        return context.limits().largeValues();
    }
}
