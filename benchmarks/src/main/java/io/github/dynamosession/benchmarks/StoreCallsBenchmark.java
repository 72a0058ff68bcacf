package io.github.dynamosession.benchmarks;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionChanges.Delta;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoredSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What a request does that reads its session and changes it: a load and a save, without the SDK and the network. The
 * baseline is {@link Audience#NOBODY}; to be read as ratios within one run:
 *
 * <pre>{@code mvn -pl benchmarks -am package -DskipTests -Dbenchmark=metrics}</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class StoreCallsBenchmark {

    @Param
    public Audience audience = Audience.NOBODY;

    private final SessionKey key = SessionKey.of("/shop", UUID.randomUUID().toString());
    private final SessionTimes times =
            new SessionTimes(Instant.now().minusSeconds(60), Instant.now().minusSeconds(60), Duration.ofDays(1));
    private final Map<String, byte[]> before = Map.of("cart", new byte[1_000]);
    private final SessionChanges changes =
            new SessionChanges(new Delta(Map.of("cart", new byte[1_001]), Set.of(), before), Delta.NONE, times, times);

    private @Nullable DynamoDbClient real;
    private @Nullable SessionStore store;

    @Setup
    public void open() {
        DynamoDbClient client = Sessions.client(DynamoDbLocal.shared().endpoint());
        RememberedAnswers answers = new RememberedAnswers(client);
        SessionStore opened = new Sessions()
                .applicationName("/shop")
                .tableName("benchmark-" + UUID.randomUUID())
                .createTable(true)
                .client(answers.client())
                .open();
        opened.create(key, new StoredSession(0, times, before, Map.of()), "benchmark");
        audience.listenTo(opened.metrics());
        real = client;
        store = opened;
        request();
        answers.remember();
    }

    /** @return what was loaded, and what became of the save */
    @Benchmark
    public Object request() {
        if (store == null) {
            throw new IllegalStateException("not opened");
        }
        Optional<StoredSession> loaded = store.load(key);
        return Map.entry(loaded.orElseThrow(), store.save(key, changes).orElseThrow());
    }

    @TearDown
    public void close() {
        if (store != null && real != null) {
            store.close();
            real.close();
        }
    }
}
