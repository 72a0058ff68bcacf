package io.github.dynamosession.node.values;

import io.github.dynamosession.node.request.RequestUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The requests that were handed a value and may change it, each with what the value encoded to then, if it is one that another
 * request has set and is yet to save. For one thread at a time.
 */
final class ValueUsers {

    private final Map<RequestUnit, byte @Nullable []> encodedByUser = new HashMap<>();

    /** @param encoded null: it is compared with what is stored */
    void add(RequestUnit unit, byte @Nullable [] encoded) {
        encodedByUser.keySet().removeIf(RequestUnit::isOver);
        encodedByUser.putIfAbsent(unit, encoded);
    }

    /** The same value is set again. Who has it may have changed it before, and is to save that still. */
    void addAll(ValueUsers before, boolean wasSet, byte @Nullable [] encoded) {
        before.encodedByUser.forEach((user, then) -> encodedByUser.put(user, wasSet ? then : encoded));
    }

    boolean contains(@Nullable RequestUnit unit) {
        return encodedByUser.containsKey(unit);
    }

    /** Tells whether one has it that goes on, and is another. */
    boolean containsAnotherThan(@Nullable RequestUnit unit) {
        return encodedByUser.keySet().stream().anyMatch(user -> user != unit && !user.isOver());
    }

    /** The same, but one that has failed saves nothing any more. */
    boolean containsAnotherToSaveThan(@Nullable RequestUnit unit) {
        return encodedByUser.keySet().stream().anyMatch(user -> user != unit && !user.isOver() && !user.hasFailed());
    }

    byte @Nullable [] encodedFor(@Nullable RequestUnit unit) {
        return encodedByUser.get(unit);
    }

    /** Those that go on, but for one. */
    Set<RequestUnit> but(@Nullable RequestUnit unit) {
        Set<RequestUnit> others = new HashSet<>(encodedByUser.keySet());
        others.removeIf(user -> user == unit || user.isOver());
        return others;
    }
}
