package io.github.dynamosession.store.expiry;

import io.github.dynamosession.store.ClaimedSession;
import io.github.dynamosession.store.DamagedSessionException;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionTooLargeException;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.live.LiveSession;
import io.github.dynamosession.store.live.LiveSessions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Ends every session that is due, in all shards, unless another node is at it.
 *
 * @param grace how long after its expiry a session is due: by so much may the clocks of nodes differ
 * @param stopped true when no further session is to be begun
 * @param abandoned true when a session that was begun is not to be deleted: its listeners may not have come to their end
 */
record SweepRound(
        LiveSessions sessions,
        Duration grace,
        ExpiredSessions listener,
        Random random,
        BooleanSupplier stopped,
        BooleanSupplier abandoned) {

    private static final Logger LOG = System.getLogger(SweepRound.class.getName());

    /** How long other nodes leave a session to one that has begun to end it, and may have died meanwhile. */
    static final Duration LEASE = Duration.ofMinutes(1);

    /** Half a read unit pays for so many entries of the index. */
    static final int PAGE = 25;

    /** @throws StoreException if the store does not answer; what is left is for another round */
    void run() {
        shuffled(IntStream.range(0, SessionKey.SHARDS).boxed().toList()).forEach(this::sweep);
    }

    /**
     * Nodes come to the shards in different orders. The first claim that fails tells that another node was faster and is
     * at this shard: two in one shard would pay for each other's lost claims.
     */
    private void sweep(int shard) {
        Set<SessionKey> seen = new HashSet<>(); // the index may go on naming sessions that are deleted
        boolean more;
        do {
            List<SessionKey> page = stopped.getAsBoolean() ? List.of() : store().findExpired(shard, due(), PAGE);
            List<SessionKey> fresh = page.stream().filter(seen::add).toList();
            boolean all = shuffled(fresh).stream().allMatch(this::end);
            more = all && !fresh.isEmpty() && page.size() == PAGE;
        } while (more);
    }

    /** False if the session is another node's, or if there is no time for it any more. */
    private boolean end(SessionKey key) {
        try {
            Optional<ClaimedSession> claimed =
                    stopped.getAsBoolean() ? Optional.empty() : store().claimExpired(key, due(), LEASE);
            claimed.ifPresent(this::end);
            return claimed.isPresent();
        } catch (DamagedSessionException | SessionTooLargeException e) {
            LOG.log(Level.WARNING, "an expired session ends without events: {0}", e.getMessage());
            return true;
        }
    }

    /** A node that dies, or is stopped, in the midst of it leaves the session to another one, when the lease is over. */
    private void end(ClaimedSession claimed) {
        if (isTold(claimed) && !abandoned.getAsBoolean()) {
            store().deleteClaimed(claimed);
        }
    }

    /** False if this node has not the keys to read the session: then another one may have them, when the lease is over. */
    private boolean isTold(ClaimedSession claimed) {
        try {
            tell(claimed.key(), sessions.expired(claimed.key(), claimed.session()));
        } catch (DamagedSessionException e) {
            LOG.log(Level.WARNING, "an expired session ends without events: {0}", e.getMessage());
        } catch (StoreException e) {
            LOG.log(Level.WARNING, "an expired session is left to another node: {0}", e.getMessage());
            return false;
        }
        return true;
    }

    private void tell(SessionKey key, LiveSession session) {
        try {
            listener.expired(key, session);
        } catch (Throwable e) { // code of the application; the next session is not to suffer from it
            LOG.log(Level.ERROR, "a listener to the end of session " + key + " failed", e);
        } finally {
            Thread.interrupted(); // the application's doing, or an end that the caller asks for by itself
        }
    }

    private Instant due() {
        return sessions.clock().instant().minus(grace);
    }

    private SessionStore store() {
        return sessions.store();
    }

    private <T> List<T> shuffled(List<T> elements) {
        List<T> shuffled = new ArrayList<>(elements);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }
}
