package io.github.dynamosession.node.expiry;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.dynamosession.node.session.LocalSession;
import io.github.dynamosession.node.session.LocalSessions;
import io.github.dynamosession.store.Loggers;
import io.github.dynamosession.store.OneAtATime;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStoreConfig;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Random;

/**
 * Looks for expired sessions of one application again and again, each time on a thread of its own, and ends them: each is told to
 * one node of the cluster, and then deleted. A node that dies or is stopped in between leaves the session to another one:
 * its listeners are told then, a second time perhaps.
 *
 * <p>All nodes do this, at times that chance spreads, and share the work by claims.
 */
public final class ExpirySweep implements AutoCloseable {

    private static final Logger LOG = Loggers.of(ExpirySweep.class);

    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final SessionStoreConfig config;
    private final KnownSessionIds ids = new KnownSessionIds();
    private final Random random = new Random();
    private final OneAtATime thread;
    private final SweepRound round;

    @GuardedBy("this")
    private boolean started;

    private boolean failing; // of one sweep after the other
    private volatile boolean abandoned;

    private ExpirySweep(SessionStoreConfig config, LocalSessions sessions, ExpiredSessions listener) {
        this.config = config;
        thread = new OneAtATime("dynamosession-expiry " + config.applicationName());
        round = new SweepRound(
                sessions,
                config.sweepInterval(),
                (key, session) -> listener.expired(idOf(key, session), session),
                random,
                thread::isClosed,
                () -> abandoned);
    }

    /** A sweep that is not running yet. With {@code expiryEvents=false} it never will. */
    public static ExpirySweep of(SessionStoreConfig config, LocalSessions sessions, ExpiredSessions listener) {
        return new ExpirySweep(config, sessions, listener);
    }

    /** To be called when the application has started, whose listeners the sweep may call soon. Once is enough. */
    public synchronized void start() {
        if (config.expiryEvents() && !started) {
            started = true;
            next(random.nextDouble());
        }
    }

    /** From now on this node knows the id that belongs to the session's key; the application may know it by that. */
    public void served(SessionKey key, String sessionId) {
        if (config.expiryEvents()) {
            ids.remember(key, sessionId);
        }
    }

    private String idOf(SessionKey key, LocalSession session) {
        return ids.idOf(key).or(session::sessionId).orElseGet(key::partitionKey);
    }

    /**
     * Ends the thread: when it returns, no listener is running, nor will one be. A session that was begun comes to its
     * end, but for listeners that take longer than a store call may: they are interrupted.
     */
    @Override
    public void close() {
        thread.close();
        if (!hasEnded()) {
            abandoned = true;
            thread.interrupt();
            if (!hasEnded()) {
                LOG.log(
                        Level.WARNING,
                        "a listener to the end of a session of {0} goes on after the end of the application: it takes no"
                                + " notice of its interruption",
                        config.applicationName());
            }
        }
    }

    private boolean hasEnded() {
        return thread.awaitEnd(config.callTimeout().plus(LAST_WORDS));
    }

    private void next(double intervals) {
        Duration pause = Duration.ofMillis((long) (config.sweepInterval().toMillis() * intervals));
        thread.beginAfter(pause, this::sweep);
    }

    private void sweep() {
        try {
            round.run();
            failing = false;
        } catch (Throwable e) { // nobody else would log it, and the next round may be better
            log(e);
            failing = true;
        } finally {
            next(0.75 + random.nextDouble() / 2);
        }
    }

    /** An outage lasts for many rounds. */
    private void log(Throwable failure) {
        LOG.log(
                failing || thread.isClosed() ? Level.DEBUG : Level.WARNING,
                "expired sessions of {0} have to wait for a later sweep: {1}",
                config.applicationName(),
                failure);
    }
}
