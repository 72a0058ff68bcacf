package io.github.dynamosession.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.store.DamagedSessionException;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.StoreException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BackgroundRoundsTest {

    private final BackgroundRounds rounds =
            BackgroundRounds.of(SessionStoreConfig.of(Map.of("applicationName", "/shop")));
    private final AtomicInteger steps = new AtomicInteger();

    @AfterEach
    void close() {
        rounds.close();
    }

    @Test
    void oneSessionThatCannotBeReadCostsOnlyItself() {
        List<Runnable> bad = Collections.nCopies(3, () -> {
            steps.incrementAndGet();
            throw new DamagedSessionException("no session");
        });

        rounds.begin(() -> bad);

        await().until(() -> steps.get() == 3);
    }

    @Test
    void aRoundEndsWhenTheStoreDoesNotAnswer() {
        List<Runnable> all = Collections.nCopies(3, () -> {
            steps.incrementAndGet();
            throw new StoreException("no answer", null);
        });

        rounds.begin(() -> all);

        await().until(() -> steps.get() == 1);
        rounds.close();
        assertThat(steps).hasValue(1);
    }

    @Test
    void aRoundThatCouldNotEvenBeginLeavesTheNextOneToRun() {
        await().until(() -> {
            rounds.begin(() -> {
                steps.incrementAndGet();
                throw new AssertionError("an error of the container");
            });
            return steps.get() >= 2;
        });
    }

    @Test
    void whoBeginsARoundWaitsForNoneAndStartsNoSecondOne() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        rounds.begin(() -> List.of(() -> {
            begun.countDown();
            awaitUninterrupted(mayEnd);
        }));
        begun.await();

        rounds.begin(() -> List.of(steps::incrementAndGet));
        mayEnd.countDown();
        rounds.close();

        assertThat(steps).hasValue(0);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
