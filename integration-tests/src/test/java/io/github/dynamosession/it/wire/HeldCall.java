package io.github.dynamosession.it.wire;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Calls of one kind, or the next one alone, stopped on their way until this is closed; an attempt that the node repeats is
 * stopped too.
 */
public final class HeldCall implements AutoCloseable {

    /** Where calls are stopped. */
    public enum Moment {
        /** On the way there: DynamoDB never sees them, not even after the hold has ended. */
        BEFORE_DYNAMODB,
        /** On the way back: carried out, the answer is held and arrives when the hold ends. */
        BEFORE_THE_ANSWER
    }

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final StoreCall call;
    private final Moment moment;
    private final boolean nextAlone;
    private final AtomicReference<@Nullable String> first = new AtomicReference<>();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    HeldCall(StoreCall call, Moment moment, boolean nextAlone) {
        this.call = call;
        this.moment = moment;
        this.nextAlone = nextAlone;
    }

    /** Waits until the first call is held. */
    public void awaitReached() {
        await(reached, "no " + call + " came");
    }

    /**
     * Stops the calling thread if its call is one of these; true if it was.
     *
     * @param invocation all attempts of one call have the same
     */
    boolean stop(String target, String invocation, Moment here) {
        if (released.getCount() == 0 || here != moment || !call.matches(target)) {
            return false;
        }
        if (nextAlone && !first.compareAndSet(null, invocation) && !invocation.equals(first.get())) {
            return false;
        }
        reached.countDown();
        await(released, "a held " + call + " was never released");
        return true;
    }

    @Override
    public void close() {
        released.countDown();
    }

    static void await(CountDownLatch latch, String complaint) {
        try {
            if (!latch.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(complaint);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(complaint, e);
        }
    }
}
