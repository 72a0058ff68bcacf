package io.github.dynamosession.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The background work of many applications in one JVM: their threads, and what is left of them. */
class OneAtATimeTest {

    private static final Duration SOON = Duration.ofMillis(1);
    private static final Duration NEVER = Duration.ofDays(1);

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final List<OneAtATime> applications =
            IntStream.range(0, 50).mapToObj(i -> new OneAtATime("work " + i)).toList();

    @AfterEach
    void close() {
        applications.forEach(OneAtATime::close);
        await().until(() -> threads("dynamosession-timer").isEmpty());
    }

    private static List<Thread> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .toList();
    }

    @Test
    void applicationsThatWaitForTheirTimeShareOneThread() {
        applications.forEach(application -> application.beginAfter(NEVER, () -> {}));

        assertThat(threads("dynamosession-timer")).hasSize(1);
        assertThat(threads("work ")).isEmpty();
    }

    @Test
    void theTimerOfOneThatEndsServesTheOthers() {
        applications.get(0).beginAfter(NEVER, () -> {});
        applications.get(1).beginAfter(NEVER, () -> {});
        applications.get(0).close();

        applications.get(1).beginAfter(SOON, () -> done.add("second"));

        await().until(() -> done.equals(List.of("second")));
    }

    @Test
    void taskThatHangsHoldsUpNoOtherApplication() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        applications.get(0).beginAfter(SOON, () -> {
            begun.countDown();
            pass(never);
        });
        pass(begun);

        applications.get(1).beginAfter(SOON, () -> done.add("second"));

        await().until(() -> done.equals(List.of("second")));
        assertThat(applications.get(0).begin(() -> {})).isFalse();
        applications.get(0).interrupt();
        assertThat(applications.get(0).awaitEnd(Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void taskWhoseTimeComesWhileAnotherRunsIsNotForgotten() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        OneAtATime application = applications.get(0);
        application.begin(() -> {
            begun.countDown();
            pass(mayEnd);
            done.add("first");
        });
        pass(begun);
        application.beginAfter(SOON, () -> done.add("second"));
        mayEnd.countDown();

        await().until(() -> done.equals(List.of("first", "second")));
    }

    /** Trap 19: a task may be code of an application, and set what it likes. */
    @Test
    void threadLocalOfOneTaskIsNotThereForTheNext() {
        ThreadLocal<String> left = new ThreadLocal<>();
        OneAtATime application = applications.get(0);
        application.beginAfter(SOON, () -> left.set("by the first"));
        assertThat(application.awaitEnd(Duration.ofSeconds(20))).isTrue();

        await().until(() -> application.begin(() -> done.add(String.valueOf(left.get()))));

        await().until(() -> done.equals(List.of("null")));
    }

    @Test
    void afterItsCloseNothingBegins() {
        OneAtATime application = applications.get(0);
        application.beginAfter(Duration.ofMillis(100), () -> done.add("late"));
        application.close();

        assertThat(application.begin(() -> done.add("later"))).isFalse();
        application.beginAfter(SOON, () -> done.add("later"));
        applications.get(1).beginAfter(Duration.ofMillis(300), () -> done.add("other"));

        await().until(() -> !done.isEmpty());
        assertThat(done).containsExactly("other");
    }

    private static void pass(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
