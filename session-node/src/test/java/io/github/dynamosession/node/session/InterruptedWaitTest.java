package io.github.dynamosession.node.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.StoreException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Waiting for another request's store call, on a thread whose application has set its interrupt flag. */
class InterruptedWaitTest {

    private static final SessionKey KEY = SessionKey.of("shop", "id-1");

    private final StoreCallGate io = new StoreCallGate(Duration.ofMinutes(1));

    @AfterEach
    void clearTheFlag() {
        Thread.interrupted();
    }

    @Test
    void interruptedThreadWaitsForItsTurnAndKeepsItsFlag() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Thread other = new Thread(() -> io.write(KEY, () -> {
            writing.countDown();
            awaitQuietly(mayEnd);
        }));
        other.start();
        writing.await();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread waiter = new Thread(() -> {
            Thread.currentThread().interrupt();
            try {
                io.load(KEY, () -> {});
                flag.complete(Thread.currentThread().isInterrupted());
            } catch (StoreException e) {
                flag.completeExceptionally(e);
            }
        });
        waiter.start();
        await().until(() -> flag.isDone() || waiter.getState() == Thread.State.TIMED_WAITING);

        mayEnd.countDown();

        assertThat(flag.get()).isTrue();
        other.join();
    }

    @Test
    void interruptedThreadWaitsNoLongerThanAnyOther() throws Exception {
        StoreCallGate impatient = new StoreCallGate(Duration.ofMillis(1));
        CountDownLatch mayEnd = new CountDownLatch(1);
        CountDownLatch writing = new CountDownLatch(1);
        Thread other = new Thread(() -> impatient.write(KEY, () -> {
            writing.countDown();
            awaitQuietly(mayEnd);
        }));
        other.start();
        writing.await();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> impatient.write(KEY, () -> {})).hasMessageContaining("is busy");

        assertThat(Thread.interrupted()).isTrue();
        mayEnd.countDown();
        other.join();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
