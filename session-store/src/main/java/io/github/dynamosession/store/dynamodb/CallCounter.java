package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.SessionMetrics;
import io.github.dynamosession.store.StoreStatistics;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;

/** Counts calls and the capacity that DynamoDB reports for them; a failed condition's capacity is not reported. */
final class CallCounter {

    private record Tally(LongAdder calls, DoubleAdder readUnits, DoubleAdder writeUnits) {
        Tally() {
            this(new LongAdder(), new DoubleAdder(), new DoubleAdder());
        }
    }

    private final Map<Operation, Tally> tallies = new EnumMap<>(Operation.class);
    private final LongAdder failures = new LongAdder();
    private final SessionMetrics metrics;

    /** @param metrics where units are told, too */
    CallCounter(SessionMetrics metrics) {
        this.metrics = metrics;
        Arrays.stream(Operation.values()).forEach(operation -> tallies.put(operation, new Tally()));
    }

    void call(Operation operation) {
        tally(operation).calls().increment();
    }

    SessionMetrics metrics() {
        return metrics;
    }

    void failure() {
        failures.increment();
    }

    void read(Operation operation, @Nullable ConsumedCapacity capacity) {
        double units = units(capacity);
        tally(operation).readUnits().add(units);
        if (metrics.isHeard()) {
            metrics.storeUnits(operation.toString(), units, 0);
        }
    }

    void written(Operation operation, @Nullable ConsumedCapacity capacity) {
        double units = units(capacity);
        tally(operation).writeUnits().add(units);
        if (metrics.isHeard()) {
            metrics.storeUnits(operation.toString(), 0, units);
        }
    }

    StoreStatistics snapshot() {
        return new StoreStatistics(
                calls(Operation.LOAD) + calls(Operation.RELOAD) + calls(Operation.FIND),
                calls(Operation.CREATE),
                calls(Operation.SAVE),
                calls(Operation.TOUCH),
                calls(Operation.RENAME),
                calls(Operation.DELETE) + calls(Operation.REVOKE),
                calls(Operation.LOCK) + calls(Operation.RENEW),
                expiry(),
                failures.sum(),
                readUnits(Operation.values()),
                writeUnits(Operation.values()));
    }

    private StoreStatistics.Expiry expiry() {
        return new StoreStatistics.Expiry(
                calls(Operation.SEARCH),
                calls(Operation.CLAIM),
                calls(Operation.EXPIRE),
                readUnits(Operation.SEARCH),
                writeUnits(Operation.CLAIM, Operation.EXPIRE));
    }

    private long calls(Operation operation) {
        return tally(operation).calls().sum();
    }

    private double readUnits(Operation... operations) {
        return Arrays.stream(operations)
                .mapToDouble(operation -> tally(operation).readUnits().sum())
                .sum();
    }

    private double writeUnits(Operation... operations) {
        return Arrays.stream(operations)
                .mapToDouble(operation -> tally(operation).writeUnits().sum())
                .sum();
    }

    private Tally tally(Operation operation) {
        return Objects.requireNonNull(tallies.get(operation));
    }

    /** Absent where a DynamoDB look-alike does not report it. */
    static double units(@Nullable ConsumedCapacity capacity) {
        return capacity == null || capacity.capacityUnits() == null ? 0 : capacity.capacityUnits();
    }
}
