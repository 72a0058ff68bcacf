package io.github.dynamosession.benchmarks.requests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.benchmarks.requests.RequestsBenchmark.Extent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The benchmark runs, and compares what makes the same calls. */
class RequestsBenchmarkTest {

    private static final Duration SHORT = Duration.ofMillis(100);

    @Test
    void bothSidesMakeTheSameCallsForEachRequest() throws Exception {
        try (RequestsBenchmark benchmark = RequestsBenchmark.start(new Extent(1, SHORT, SHORT))) {
            List<String> rows = benchmark.rows();

            assertThat(rows).hasSameSizeAs(RequestKind.values());
            assertThat(rows.get(0)).startsWith("| reads | 1.0, 1.0 |");
            assertThat(rows.get(1)).startsWith("| sets a value | 2.0, 2.0 |");
            assertThat(rows.get(2)).startsWith("| changes a value in place | 2.0, 2.0 |");
            assertThat(rows.get(3)).startsWith("| brings the cookie alone |");
        }
    }
}
