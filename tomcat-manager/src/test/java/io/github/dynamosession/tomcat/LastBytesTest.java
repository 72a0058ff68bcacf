package io.github.dynamosession.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LastBytesTest {

    private static final int REQUESTS = 2_000;

    private final String application = UUID.randomUUID().toString();

    /** Counted in waits: to wake a thread costs two switches of threads. */
    @Test
    void requestsThatEndInTimeWakeNoThread() {
        try (LastBytes lastBytes = new LastBytes(application)) {
            lastBytes.after(() -> {}).cancel(false);
            lastBytes.after(() -> {}).cancel(false);
            await().until(() -> threads().size() == 2
                    && threads().stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));
            long waits = waits();

            for (int request = 0; request < REQUESTS; request++) {
                lastBytes.after(() -> {}).cancel(false);
            }

            assertThat(waits() - waits).isLessThan(REQUESTS / 20); // a tick may be due meanwhile
        }
    }

    @Test
    void itsThreadsEndWhenNoMoreRequestsCome() {
        Duration soon = Duration.ofMillis(20);
        try (LastBytes lastBytes = new LastBytes(application, soon, soon)) {
            lastBytes.after(() -> {}).cancel(false);
            assertThat(threads()).isNotEmpty();

            await().until(() -> threads().isEmpty());
        }
    }

    private List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().endsWith(application))
                .toList();
    }

    private long waits() {
        return threads().stream()
                .mapToLong(thread -> ManagementFactory.getThreadMXBean()
                        .getThreadInfo(thread.getId())
                        .getWaitedCount())
                .sum();
    }
}
