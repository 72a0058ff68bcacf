package io.github.dynamosession.node.values;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.dynamosession.node.request.RequestUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The request that has set or removed a value, and those that were handed it and may change it, each with what it encoded to
 * then, if it is one that another request has set and is yet to save.
 */
final class ValueUsers {

    /** Null: nobody, or nobody who is known. */
    @GuardedBy("this")
    private @Nullable RequestUnit setter;

    /** Made for the first of them: most values of a session are handed to nobody. */
    @GuardedBy("this")
    private Map<RequestUnit, byte @Nullable []> encodedByUser = Collections.emptyMap();

    ValueUsers(@Nullable RequestUnit setter) {
        this.setter = setter;
    }

    synchronized @Nullable RequestUnit setter() {
        return setter;
    }

    /** Tells whether a request has set or removed it that goes on, and is not the given one. */
    synchronized boolean setterIsAnotherThan(@Nullable RequestUnit unit) {
        return setter != null && setter != unit && !setter.isOver();
    }

    /** A save of a request was to save it, and failed: what nobody had changed who is known is now the request's, to drop. */
    synchronized void takenOverBy(RequestUnit unit) {
        if (setter == null || setter.isOver()) {
            setter = unit;
        }
        add(unit, null);
    }

    /**
     * @param unit null: nobody who is known
     * @param encoded null: it is compared with what is stored
     */
    synchronized void add(@Nullable RequestUnit unit, byte @Nullable [] encoded) {
        encodedByUser.keySet().removeIf(RequestUnit::isOver);
        if (unit != null) {
            if (encodedByUser.isEmpty()) {
                encodedByUser = new HashMap<>();
            }
            encodedByUser.putIfAbsent(unit, encoded);
        }
    }

    synchronized void remove(RequestUnit unit) {
        encodedByUser.remove(unit);
    }

    /** The same value is set again. Who has it may have changed it before, and is to save that still. */
    void addAll(ValueUsers before, boolean wasSet, byte @Nullable [] encoded) {
        before.snapshot().forEach((user, then) -> add(user, wasSet ? then : encoded));
    }

    private synchronized Map<RequestUnit, byte @Nullable []> snapshot() {
        return new HashMap<>(encodedByUser);
    }

    synchronized boolean contains(@Nullable RequestUnit unit) {
        return encodedByUser.containsKey(unit);
    }

    /** Tells whether a request has it that is to save or drop what it changes in it, and the given one has not. */
    synchronized boolean areOthersOnly(@Nullable RequestUnit unit) {
        boolean others = false;
        for (RequestUnit user : encodedByUser.keySet()) { // no stream: each save asks each value
            if (user == unit) {
                return false;
            }
            others |= !user.isOver();
        }
        return others;
    }

    /** Tells whether another has it that goes on, and has not failed: it may save what it changes in it. */
    synchronized boolean containsAnotherToSaveThan(@Nullable RequestUnit unit) {
        return encodedByUser.keySet().stream().anyMatch(user -> user != unit && !user.isOver() && !user.hasFailed());
    }

    synchronized byte @Nullable [] encodedFor(@Nullable RequestUnit unit) {
        return encodedByUser.get(unit);
    }

    /** Those that go on, but for one. */
    synchronized Set<RequestUnit> but(@Nullable RequestUnit unit) {
        if (encodedByUser.isEmpty()) {
            return Set.of();
        }
        Set<RequestUnit> others = new HashSet<>(encodedByUser.keySet());
        others.removeIf(user -> user == unit || user.isOver());
        return others;
    }
}
