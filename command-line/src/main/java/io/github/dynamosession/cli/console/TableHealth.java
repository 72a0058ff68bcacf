package io.github.dynamosession.cli.console;

import io.github.dynamosession.cli.document.Documents;
import io.github.dynamosession.store.InvalidConfigurationException;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.StoreStatistics;
import io.github.dynamosession.store.dynamodb.DynamoDbSessionStore;
import io.github.dynamosession.store.dynamodb.TableFacts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Whether nodes can keep sessions in the table, and whether they keep up with ending them. */
final class TableHealth {

    /** Several sweeps of any node by then. */
    private static final Duration LATE = Duration.ofMinutes(10);

    private static final int MOST_OF_A_SHARD = 100;

    private final SessionStoreConfig config;
    private final DynamoDbSessionStore store;
    private final Clock clock;
    private final Instant started;

    TableHealth(SessionStoreConfig config, DynamoDbSessionStore store, Clock clock) {
        this.config = config;
        this.store = store;
        this.clock = clock;
        this.started = clock.instant();
    }

    Map<String, Object> document() {
        List<String> problems = problems();
        return Documents.object(
                "table",
                config.tableName(),
                "problems",
                problems,
                "facts",
                problems.isEmpty() ? facts() : Map.of(),
                "waiting",
                problems.isEmpty() ? waiting() : Map.of());
    }

    private List<String> problems() {
        try {
            DynamoDbSessionStore.prepareTable(config, "run dynamosession table create");
            return List.of();
        } catch (InvalidConfigurationException e) {
            return e.violations();
        }
    }

    private Map<String, Object> facts() {
        TableFacts facts = TableFacts.of(config);
        return Documents.object(
                "status", facts.status(),
                "items", facts.items(),
                "bytes", facts.bytes(),
                "readUnitsAMinute", facts.provisioned().map(units -> units.read() * 60),
                "writeUnitsAMinute", facts.provisioned().map(units -> units.write() * 60));
    }

    /** Sessions of the application that have ended, and of which no node has told yet. */
    private Map<String, Object> waiting() {
        Instant now = clock.instant();
        List<Integer> all = expired(now);
        return Documents.object(
                "sessions", all.stream().mapToInt(Integer::intValue).sum(),
                "orMore", all.stream().anyMatch(found -> found == MOST_OF_A_SHARD),
                "late",
                        expired(now.minus(LATE)).stream()
                                .mapToInt(Integer::intValue)
                                .sum(),
                "lateMinutes", LATE.toMinutes());
    }

    private List<Integer> expired(Instant due) {
        return IntStream.range(0, SessionKey.SHARDS)
                .mapToObj(shard -> store.findExpired(shard, due, Optional.empty(), MOST_OF_A_SHARD)
                        .keys()
                        .size())
                .toList();
    }

    /** By the console, since it was started. */
    Map<String, Object> used() {
        StoreStatistics statistics = store.statistics();
        return Documents.object(
                "readUnits", statistics.readUnits(),
                "writeUnits", statistics.writeUnits(),
                "seconds", Duration.between(started, clock.instant()).toSeconds());
    }
}
