package io.github.dynamosession.audit;

import static io.github.dynamosession.store.Sessions.NEW;
import static io.github.dynamosession.store.Sessions.newKey;
import static io.github.dynamosession.store.Sessions.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the jar that users upload is whole, and is what the runtime calls. */
final class LambdaJarIT {

    private static final int MOST_MEGABYTES = 13;

    @TempDir
    private Path folder;

    private static Path jar() throws Exception {
        try (var files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().endsWith("-lambda.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void theFunctionPrintsItsEventsAndAnswers() throws Exception {
        Path log = folder.resolve("log");
        try (Trail trail = new Trail();
                LambdaRuntime lambda = new LambdaRuntime(jar(), log)) {
            trail.store().create(newKey(), session(NEW, "cart", "one"), "token");

            assertThat(lambda.invoke(LambdaEvent.of(trail.tableName(), trail.records())))
                    .isEqualTo("{\"batchItemFailures\":[]}");

            List<String> lines =
                    trail.events().stream().map(SessionEvent::toJson).toList();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(Files.readString(log)).contains(lines));
        }
    }

    /** The larger it is, the longer the first event of a while waits. */
    @Test
    void theJarIsSmall() throws Exception {
        assertThat(Files.size(jar())).isLessThan(MOST_MEGABYTES * 1024L * 1024);
    }
}
