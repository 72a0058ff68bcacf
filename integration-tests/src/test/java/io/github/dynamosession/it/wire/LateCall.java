package io.github.dynamosession.it.wire;

import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The next call of one kind: its first attempt is held up until the test delivers it, the node's repetition passes. */
public final class LateCall implements AutoCloseable {

    private final StoreCall call;
    private final AtomicReference<@Nullable UUID> first = new AtomicReference<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch carriedOut = new CountDownLatch(1);

    LateCall(StoreCall call) {
        this.call = call;
    }

    /** Lets the attempt arrive, and returns when DynamoDB has answered it; no one hears the answer. */
    public void deliver() {
        released.countDown();
        HeldCall.await(carriedOut, "no late " + call + " was carried out");
    }

    /** Stops the calling thread if this is the first attempt. */
    void there(String target, UUID attempt) {
        if (call.matches(target) && first.compareAndSet(null, attempt)) {
            HeldCall.await(released, "a late " + call + " was never delivered");
        }
    }

    void back(UUID attempt) {
        if (attempt.equals(first.get())) {
            carriedOut.countDown();
        }
    }

    @Override
    public void close() {
        released.countDown();
    }
}
