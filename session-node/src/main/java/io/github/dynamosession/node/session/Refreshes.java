package io.github.dynamosession.node.session;

import io.github.dynamosession.store.StoredSession;
import java.util.stream.Stream;

/** Takes in what other nodes have changed in one session. */
final class Refreshes {

    private final SessionContext context;
    private final SessionState state;
    private final SessionParts parts;
    private final StoreCallGate gate;
    private final SessionEncryption encryption;

    Refreshes(
            SessionContext context,
            SessionState state,
            SessionParts parts,
            StoreCallGate gate,
            SessionEncryption encryption) {
        this.context = context;
        this.state = state;
        this.parts = parts;
        this.gate = gate;
        this.encryption = encryption;
    }

    /** Asks the store, when no write of this node is under way. */
    void refresh() {
        gate.load(state.last().key(), this::load);
        takeIn();
    }

    /** Asks the store. */
    void load() {
        context.store().load(state.last().key()).ifPresentOrElse(this::adopt, state::markGone);
    }

    /** Takes over what was loaded, unless something newer was. */
    void adopt(StoredSession loaded) {
        if (context.store().metrics().isHeard()) {
            context.store().metrics().sessionRead(bytes(loaded));
        }
        LastStored last = state.last();
        SessionIdentity said = last.saysTheSame(loaded)
                ? last.identity()
                : SessionIdentity.of(loaded, last.key(), context.limits().encryption()); // may ask for keys
        state.adopt(loaded, said);
    }

    private static long bytes(StoredSession loaded) {
        return Stream.of(loaded.attributes(), loaded.containerState())
                .flatMap(values -> values.values().stream())
                .mapToLong(value -> value.length)
                .sum();
    }

    /**
     * Gives the values the newest bytes that are known, also if another request has loaded those. It compares values, which
     * runs code of the application, and so is done when no lock is held that other requests wait for:
     *
     * <ol>
     *   <li>request A joins, and compares a synchronized map, which is encoded under its own lock,
     *   <li>request B has that lock, and sets the map again,
     *   <li>B waits for A, and A for B.
     * </ol>
     */
    void takeIn() {
        StoredValues newest;
        do {
            newest = state.last().values();
            StoredValues taken = newest;
            parts.refresh(taken, () -> isNewest(taken));
        } while (!isNewest(newest));
    }

    private boolean isNewest(StoredValues values) {
        return state.last().values() == values;
    }

    /** Fills a session that nothing was known of. */
    void fill(StoredSession last) {
        encryption.requireKeysOf(last);
        adopt(last);
        takeIn();
    }
}
