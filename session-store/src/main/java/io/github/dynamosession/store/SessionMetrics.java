package io.github.dynamosession.store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one place where the figures of a web application's sessions on this node are told. The application finds it in its
 * {@code ServletContext}:
 *
 * <pre>{@code
 * SessionMetrics metrics = (SessionMetrics) getServletContext().getAttribute(SessionMetrics.CONTEXT_ATTRIBUTE);
 * Runnable end = metrics.listen(listener);
 * }</pre>
 *
 * A servlet finds it in its {@code init}; a {@code ServletContextListener} is too early in Tomcat.
 *
 * <p>While nobody listens, what would be told costs the read of one field, or a count. Any thread may call any method.
 */
public final class SessionMetrics implements MetricsListener {

    /** Name of the {@code ServletContext} attribute that holds the application's {@code SessionMetrics}. */
    public static final String CONTEXT_ATTRIBUTE = "io.github.dynamosession.SessionMetrics";

    private static final Logger LOG = Loggers.of(SessionMetrics.class);

    private final SessionCounts counts = new SessionCounts();
    private final SeenSessions seen;
    private volatile List<MetricsListener> listeners = List.of();
    private volatile @Nullable SessionTracer tracer;

    public SessionMetrics() {
        this(Clock.systemUTC());
    }

    SessionMetrics(Clock clock) {
        seen = new SeenSessions(clock);
    }

    /**
     * From now on the listener is told. What it throws is logged at the level DEBUG, and harms no request.
     *
     * @return ends it
     */
    public synchronized Runnable listen(MetricsListener listener) {
        listeners = Stream.concat(listeners.stream(), Stream.of(listener)).toList();
        return () -> forget(listener);
    }

    private synchronized void forget(MetricsListener listener) {
        listeners = listeners.stream().filter(other -> other != listener).toList();
    }

    /**
     * From now on there is a span of each call to the database, and of each wait for a lock. There is one tracer at most: this
     * one takes the place of another.
     *
     * @return ends it
     */
    public synchronized Runnable trace(SessionTracer newTracer) {
        tracer = newTracer;
        return () -> forget(newTracer);
    }

    private synchronized void forget(SessionTracer ended) {
        if (tracer == ended) {
            tracer = null;
        }
    }

    /** False if nobody listens or traces: what is worked out for them alone need not be. */
    public boolean isHeard() {
        return !listeners.isEmpty() || tracer != null;
    }

    /** Begins a span, if anybody traces. */
    public SessionTracer.Span begin(Function<SessionTracer, SessionTracer.Span> what) {
        SessionTracer now = tracer;
        return now == null ? SessionTracer.NO_SPAN : what.apply(now);
    }

    /** A request makes a session. */
    public void sessionCreated() {
        SessionTracer now = tracer;
        if (now != null) {
            now.sessionCreated();
        }
    }

    /** A request is in the session. */
    public void sessionSeen(SessionKey key) {
        seen.add(key);
    }

    /** What was counted so far. */
    public SessionStatistics statistics() {
        return counts.snapshot(seen.estimate());
    }

    @Override
    public void storeCall(String call, Outcome outcome, long nanoseconds) {
        if (isHeard()) {
            tell(listener -> listener.storeCall(call, outcome, nanoseconds));
        }
    }

    @Override
    public void storeUnits(String call, double readUnits, double writeUnits) {
        if (isHeard()) {
            tell(listener -> listener.storeUnits(call, readUnits, writeUnits));
        }
    }

    @Override
    public void storeRepetition(String call, Repetition why) {
        if (isHeard()) {
            tell(listener -> listener.storeRepetition(call, why));
        }
    }

    @Override
    public void connectionWait(long nanoseconds, int leased, int pending) {
        if (isHeard()) {
            tell(listener -> listener.connectionWait(nanoseconds, leased, pending));
        }
    }

    @Override
    public void sessionRead(long bytes) {
        if (isHeard()) {
            tell(listener -> listener.sessionRead(bytes));
        }
    }

    @Override
    public void valueSaved(long bytes) {
        if (isHeard()) {
            tell(listener -> listener.valueSaved(bytes));
        }
    }

    @Override
    public void largeValueRead(boolean cached) {
        counts.largeValueRead(cached);
        if (isHeard()) {
            tell(listener -> listener.largeValueRead(cached));
        }
    }

    @Override
    public void lateSave() {
        counts.lateSave();
        if (isHeard()) {
            tell(MetricsListener::lateSave);
        }
    }

    @Override
    public void lockWait(boolean taken, long nanoseconds) {
        counts.lockWait(taken, nanoseconds);
        if (isHeard()) {
            tell(listener -> listener.lockWait(taken, nanoseconds));
        }
    }

    @Override
    public void requestRefused(Refusal why) {
        counts.requestRefused(why);
        if (isHeard()) {
            tell(listener -> listener.requestRefused(why));
        }
    }

    @Override
    public void sessionExpired(long nanoseconds) {
        if (isHeard()) {
            tell(listener -> listener.sessionExpired(nanoseconds));
        }
    }

    @Override
    public void expirySearched(long found) {
        counts.expirySearched(found);
        if (isHeard()) {
            tell(listener -> listener.expirySearched(found));
        }
    }

    private void tell(Consumer<MetricsListener> what) {
        for (MetricsListener listener : listeners) {
            try {
                what.accept(listener);
            } catch (RuntimeException e) {
                LOG.log(Level.DEBUG, "a listener to the figures of sessions failed", e);
            }
        }
    }
}
