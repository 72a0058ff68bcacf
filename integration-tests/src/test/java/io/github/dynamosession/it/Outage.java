package io.github.dynamosession.it;

import io.github.dynamosession.it.wire.HeldCall;
import io.github.dynamosession.it.wire.StoreCall;
import io.github.dynamosession.it.wire.StoreFault;
import io.github.dynamosession.it.wire.StoreWire;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The ways in which a store is away for longer than retries help. None lets a call through. */
enum Outage {
    /** Earlier calls of the request pass; this one is underway when the store goes. */
    REFUSED {
        @Override
        <T> CompletableFuture<T> during(StoreWire wire, StoreCall call, Supplier<CompletableFuture<T>> request) {
            try (HeldCall held = wire.hold(call, HeldCall.Moment.BEFORE_DYNAMODB)) {
                CompletableFuture<T> answer = request.get();
                held.awaitReached();
                wire.refuse();
                return answer;
            }
        }
    },
    TIMED_OUT,
    THROTTLED,
    SERVER_ERROR,
    RESET;

    /** Makes a request of which the calls of one kind fail, from now on. */
    <T> CompletableFuture<T> during(StoreWire wire, StoreCall call, Supplier<CompletableFuture<T>> request) {
        wire.fail(call, StoreFault.valueOf(name()));
        return request.get();
    }
}
