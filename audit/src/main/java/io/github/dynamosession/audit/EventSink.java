package io.github.dynamosession.audit;

import java.util.List;

/** Where events go. Called by one thread at a time. */
public interface EventSink extends AutoCloseable {

    /**
     * Delivers events in this order. When this returns they are where they belong, and nobody asks for them again.
     *
     * @throws UndeliveredException if they are not, from some event on
     */
    void write(List<SessionEvent> events) throws UndeliveredException;

    /** Gives back what it has. */
    @Override
    void close();
}
