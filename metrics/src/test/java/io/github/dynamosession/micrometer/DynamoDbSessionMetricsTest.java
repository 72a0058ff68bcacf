package io.github.dynamosession.micrometer;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.dynamosession.store.MetricsListener.Outcome;
import io.github.dynamosession.store.MetricsListener.Refusal;
import io.github.dynamosession.store.MetricsListener.Repetition;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionMetrics;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a registry of Micrometer has of sessions; and that docs/metrics.md says so. */
class DynamoDbSessionMetricsTest {

    private static final long MILLISECOND = 1_000_000;

    private final SessionMetrics metrics = new SessionMetrics();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private DynamoDbSessionMetrics bind(Tags tags) {
        DynamoDbSessionMetrics binder = new DynamoDbSessionMetrics(metrics, tags);
        binder.bindTo(registry);
        return binder;
    }

    private void tellAll() {
        metrics.storeCall("save", Outcome.SUCCESS, 7 * MILLISECOND);
        metrics.storeCall("save", Outcome.CONFLICT, 9 * MILLISECOND);
        metrics.storeUnits("save", 0, 2);
        metrics.storeUnits("load", 0.5, 0);
        metrics.storeRepetition("save", Repetition.THROTTLED);
        metrics.connectionWait(4 * MILLISECOND, 3, 1);
        metrics.sessionRead(1_500);
        metrics.valueSaved(700);
        metrics.largeValueRead(true);
        metrics.largeValueRead(false);
        metrics.lateSave();
        metrics.expirySearched(17);
        metrics.sessionSeen(SessionKey.of("shop", "id"));
        metrics.lockWait(true, 3 * MILLISECOND);
        metrics.lockWait(false, 2_000 * MILLISECOND);
        metrics.requestRefused(Refusal.STORE);
        metrics.sessionExpired(90_000 * MILLISECOND);
    }

    @Test
    void eachFigureIsInItsMeter() {
        bind(Tags.empty());

        tellAll();

        Timer saves = registry.get("dynamosession.store.call")
                .tags("call", "save", "outcome", "success")
                .timer();
        assertThat(saves.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(7);
        assertThat(saves.takeSnapshot().histogramCounts()).hasSize(9);
        assertThat(registry.get("dynamosession.store.call")
                        .tags("call", "save", "outcome", "conflict")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(counted("dynamosession.store.units", "call", "save", "kind", "write"))
                .isEqualTo(2);
        assertThat(counted("dynamosession.store.units", "call", "load", "kind", "read"))
                .isEqualTo(0.5);
        assertThat(counted("dynamosession.store.repetitions", "call", "save", "cause", "throttled"))
                .isEqualTo(1);
        assertThat(counted("dynamosession.requests.refused", "cause", "store")).isEqualTo(1);
        assertThat(registry.get("dynamosession.session.size").summary().totalAmount())
                .isEqualTo(1_500);
        assertThat(registry.get("dynamosession.lock.wait")
                        .tags("outcome", "not_taken")
                        .timer()
                        .totalTime(TimeUnit.SECONDS))
                .isEqualTo(2);
        assertThat(registry.get("dynamosession.expiry.delay").timer().max(TimeUnit.SECONDS))
                .isEqualTo(90);
    }

    /** Few enough to be cheap: each is a series of its own, for each application of each node. */
    @Test
    void whatIsDistributedHasBuckets() {
        bind(Tags.empty());

        tellAll();

        assertThat(registry.get("dynamosession.session.size")
                        .summary()
                        .takeSnapshot()
                        .histogramCounts())
                .extracting(bucket -> bucket.bucket() + " " + bucket.count())
                .containsExactly("1024.0 0.0", "4096.0 1.0", "16384.0 1.0", "65536.0 1.0", "262144.0 1.0");
        assertThat(registry.get("dynamosession.expiry.delay")
                        .timer()
                        .takeSnapshot()
                        .histogramCounts())
                .extracting(bucket -> bucket.bucket(TimeUnit.MINUTES) + " " + bucket.count())
                .containsExactly("1.0 0.0", "2.0 1.0", "5.0 1.0", "15.0 1.0", "60.0 1.0");
    }

    @Test
    void eachFigureOfTheLoadIsInItsMeter() {
        bind(Tags.empty());

        tellAll();

        assertThat(registry.get("dynamosession.connection.wait").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(4);
        assertThat(shown("dynamosession.connections", "state", "leased")).isEqualTo(3);
        assertThat(shown("dynamosession.connections", "state", "pending")).isEqualTo(1);
        assertThat(registry.get("dynamosession.value.size").summary().totalAmount())
                .isEqualTo(700);
        assertThat(counted("dynamosession.cache.gets", "result", "hit")).isEqualTo(1);
        assertThat(counted("dynamosession.cache.gets", "result", "miss")).isEqualTo(1);
        assertThat(counted("dynamosession.late.saves")).isEqualTo(1);
        assertThat(shown("dynamosession.expiry.backlog")).isEqualTo(17);
        assertThat(shown("dynamosession.sessions.seen")).isEqualTo(1);
    }

    private double shown(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    private double counted(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    @Test
    void countersByReasonsAreThereBeforeAnythingGoesWrong() {
        bind(Tags.empty());

        assertThat(counted("dynamosession.requests.refused", "cause", "lock")).isZero();
        assertThat(counted("dynamosession.cache.gets", "result", "hit")).isZero();
        assertThat(counted("dynamosession.late.saves")).isZero();
    }

    @Test
    void everyMeterHasTheTagsThatTheProgramGives() {
        bind(Tags.of("application", "shop"));

        tellAll();

        assertThat(registry.getMeters()).isNotEmpty().allSatisfy(meter -> assertThat(
                        meter.getId().getTag("application"))
                .isEqualTo("shop"));
    }

    @Test
    void aClosedBinderCountsNothingMore() {
        bind(Tags.empty()).close();

        tellAll();

        assertThat(metrics.isHeard()).isFalse();
        assertThat(counted("dynamosession.requests.refused", "cause", "store")).isZero();
        assertThat(registry.find("dynamosession.sessions.seen").gauge()).isNull();
    }

    @Test
    void anApplicationWithoutSuchSessionsIsTold() {
        assertThatNullPointerException()
                .isThrownBy(() -> new DynamoDbSessionMetrics(null, Tags.empty()))
                .withMessageContaining("sessions in DynamoDB");
    }

    @Test
    void thePageHasEachMeter() throws IOException {
        bind(Tags.empty());
        tellAll();
        Map<String, TreeSet<String>> tags = new TreeMap<>();
        Map<String, Meter.Id> ids = new TreeMap<>();
        for (Meter meter : registry.getMeters()) {
            Meter.Id id = meter.getId();
            ids.put(id.getName(), id);
            tags.computeIfAbsent(id.getName(), name -> new TreeSet<>())
                    .addAll(id.getTags().stream().map(Tag::getKey).collect(toCollection(TreeSet::new)));
        }
        String table = ids.values().stream()
                .filter(id -> !id.getName().endsWith(".histogram"))
                .map(id -> row(id, tags.getOrDefault(id.getName(), new TreeSet<>())))
                .collect(Collectors.joining());

        assertThat(Files.readString(Path.of("..", "docs", "metrics.md"))).contains("| --- |\n" + table + "\n");
    }

    private static String row(Meter.Id id, TreeSet<String> tags) {
        return Stream.of(
                        "`" + id.getName() + "`",
                        id.getType().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        Objects.requireNonNullElse(id.getBaseUnit(), ""),
                        tags.stream().map(tag -> "`" + tag + "`").collect(joining(", ")),
                        String.valueOf(id.getDescription()))
                .collect(joining(" | ", "| ", " |\n"));
    }
}
