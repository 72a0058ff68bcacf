package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.StoreStatistics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;

/** Counts calls and the capacity that DynamoDB reports for them; a failed condition's capacity is not reported. */
final class CallCounter {

    private final Map<Operation, LongAdder> calls = new ConcurrentHashMap<>();
    private final LongAdder failures = new LongAdder();
    private final DoubleAdder readUnits = new DoubleAdder();
    private final DoubleAdder writeUnits = new DoubleAdder();

    void call(Operation operation) {
        calls.computeIfAbsent(operation, ignored -> new LongAdder()).increment();
    }

    void failure() {
        failures.increment();
    }

    void read(@Nullable ConsumedCapacity capacity) {
        readUnits.add(units(capacity));
    }

    void written(@Nullable ConsumedCapacity capacity) {
        writeUnits.add(units(capacity));
    }

    StoreStatistics snapshot() {
        return new StoreStatistics(
                count(Operation.LOAD),
                count(Operation.CREATE),
                count(Operation.SAVE),
                count(Operation.TOUCH),
                count(Operation.RENAME),
                count(Operation.DELETE),
                failures.sum(),
                readUnits.sum(),
                writeUnits.sum());
    }

    private long count(Operation operation) {
        LongAdder counted = calls.get(operation);
        return counted == null ? 0 : counted.sum();
    }

    /** Absent where a DynamoDB look-alike does not report it. */
    private static double units(@Nullable ConsumedCapacity capacity) {
        return capacity == null || capacity.capacityUnits() == null ? 0 : capacity.capacityUnits();
    }
}
