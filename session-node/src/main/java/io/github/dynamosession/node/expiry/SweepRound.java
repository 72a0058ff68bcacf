package io.github.dynamosession.node.expiry;

import io.github.dynamosession.node.session.LocalSession;
import io.github.dynamosession.node.session.LocalSessions;
import io.github.dynamosession.store.ClaimedSession;
import io.github.dynamosession.store.DamagedSessionException;
import io.github.dynamosession.store.ExpiredPage;
import io.github.dynamosession.store.Loggers;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.SessionTooLargeException;
import io.github.dynamosession.store.StoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Ends every session that is due, in all shards, unless another node is at it. What a session has that cannot be ended
 * costs that one only. Of one thread.
 */
final class SweepRound {

    private static final Logger LOG = Loggers.of(SweepRound.class);

    /** How long other nodes leave a session to one that has begun to end it, and may have died meanwhile. */
    static final Duration LEASE = Duration.ofMinutes(1);

    /** Half a read unit pays for so many entries of the index. */
    static final int PAGE = 25;

    private final LocalSessions sessions;
    private final Duration grace;
    private final BiConsumer<SessionKey, LocalSession> listener;
    private final Random random;
    private final BooleanSupplier stopped;
    private final BooleanSupplier abandoned;
    private final LeftSessions left;
    private RoundReport report = new RoundReport();

    /**
     * @param grace how long after its expiry a session is due: by so much may the clocks of nodes differ
     * @param listener is told of each session and its key, as {@link ExpiredSessions} says
     * @param stopped true when no further session is to be begun
     * @param abandoned true when a session that was begun is not to be deleted: its listeners may not have come to their
     *     end
     */
    SweepRound(
            LocalSessions sessions,
            Duration grace,
            BiConsumer<SessionKey, LocalSession> listener,
            Random random,
            BooleanSupplier stopped,
            BooleanSupplier abandoned) {
        this.sessions = sessions;
        this.grace = grace;
        this.listener = listener;
        this.random = random;
        this.stopped = stopped;
        this.abandoned = abandoned;
        this.left = new LeftSessions(grace);
    }

    /** @throws RuntimeException if the store does not answer, however often; what is left is for another round */
    void run() {
        report = new RoundReport();
        left.forgetOld(now());
        try {
            shuffled(IntStream.range(0, SessionKey.SHARDS).boxed().toList()).forEach(this::sweep);
        } finally {
            report.log();
            store().metrics().expirySearched(report.found());
        }
    }

    /**
     * Nodes come to the shards in different orders. The first claim that fails tells that another node was faster and is
     * at this shard: two in one shard would pay for each other's lost claims.
     */
    private void sweep(int shard) {
        Optional<ExpiredPage> page = find(shard, Optional.empty());
        while (page.isPresent()) {
            List<SessionKey> wanted = page.get().keys().stream()
                    .filter(key -> !left.contain(key, now()))
                    .toList();
            boolean all = shuffled(wanted).stream().allMatch(this::end);
            Optional<String> next = page.get().next();
            page = all && next.isPresent() ? find(shard, next) : Optional.empty();
        }
    }

    private Optional<ExpiredPage> find(int shard, Optional<String> after) {
        try {
            if (stopped.getAsBoolean()) {
                return Optional.empty();
            }
            ExpiredPage page = store().findExpired(shard, due(), after, PAGE);
            report.found(page.keys().size());
            return Optional.of(page);
        } catch (RuntimeException e) {
            report.failed(e);
            return Optional.empty();
        }
    }

    /**
     * False if the session is another node's, or if there is no time for it any more. One that can never be claimed, as
     * its item is not what it seems, must not end its shard in every round: so it is put off more and more.
     */
    private boolean end(SessionKey key) {
        if (stopped.getAsBoolean()) {
            return false;
        }
        try {
            Optional<ClaimedSession> claimed = store().claimExpired(key, due(), LEASE);
            claimed.ifPresentOrElse(this::end, () -> left.failed(key, now()));
            report.succeeded();
            return claimed.isPresent();
        } catch (DamagedSessionException | SessionTooLargeException e) {
            report.endedWithoutEvents(e);
        } catch (RuntimeException e) { // the store's, or that of an item whose answer cannot be read
            if (left.failed(key, now())) {
                report.failed(e);
            } else {
                report.failedAgain(e);
            }
        }
        return true;
    }

    /** A node that dies, or is stopped, in the midst of it leaves the session to another one, when the lease is over. */
    private void end(ClaimedSession claimed) {
        if (store().metrics().isHeard()) {
            store().metrics().sessionExpired(late(claimed.session().times()).toNanos());
        }
        if (isTold(claimed) && !abandoned.getAsBoolean()) {
            store().deleteClaimed(claimed);
        }
    }

    /** False if this node has not the keys to read the session: then another one may have them, when the lease is over. */
    private boolean isTold(ClaimedSession claimed) {
        try {
            tell(claimed.key(), sessions.expired(claimed.key(), claimed.session()));
        } catch (DamagedSessionException e) {
            report.endedWithoutEvents(e);
        } catch (StoreException e) {
            report.left(e);
            left.leave(claimed.key(), now());
            return false;
        }
        return true;
    }

    private void tell(SessionKey key, LocalSession session) {
        try {
            listener.accept(key, session);
        } catch (Throwable e) { // code of the application; the next session is not to suffer from it
            LOG.log(Level.ERROR, "a listener to the end of session " + key + " failed", e);
        } finally {
            Thread.interrupted(); // the application's doing, or an end that the caller asks for by itself
        }
    }

    /** How long ago it expired; a session that was revoked has not. */
    private Duration late(SessionTimes times) {
        return sessions.expiresAt(times)
                .map(expiry -> Duration.between(expiry, now()))
                .filter(late -> !late.isNegative())
                .orElse(Duration.ZERO);
    }

    private Instant now() {
        return sessions.clock().instant();
    }

    private Instant due() {
        return now().minus(grace);
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
