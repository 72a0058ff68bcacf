package io.github.dynamosession.node.session;

import io.github.dynamosession.store.LargeValueReference;
import io.github.dynamosession.store.Loggers;
import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionChanges.Delta;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.codec.CodecException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Writes values of one session again, in other places, though nobody has changed them: those whose items would be deleted before
 * the session, and small ones that have gathered in an item that is too large.
 */
final class ValueMoves {

    private static final Logger LOG = Loggers.of(ValueMoves.class);

    private final SessionContext context;
    private final SessionState state;
    private final SessionParts parts;
    private final LargeValueTerm term;

    ValueMoves(SessionContext context, SessionState state, SessionParts parts, LargeValueTerm term) {
        this.context = context;
        this.state = state;
        this.parts = parts;
        this.term = term;
    }

    /** Does nothing if none is due. One that fails is left for the next time: there is time left. */
    void moveDue() {
        try {
            Map<String, byte[]> stored = parts.attributes().stored();
            List<String> expiring = expiring(stored);
            for (int from = 0; from < expiring.size(); from += SessionStore.MOST_NAMES_AT_ONCE) {
                int to = Math.min(from + SessionStore.MOST_NAMES_AT_ONCE, expiring.size());
                move(stored, expiring.subList(from, to));
            }
            move(stored, gathered(stored));
        } catch (StoreException | CodecException e) { // what the request wants is done
            LOG.log(
                    Level.WARNING,
                    "large values of session {0} are to be renewed later: {1}",
                    state.key(),
                    e.getMessage());
        }
    }

    private List<String> expiring(Map<String, byte[]> stored) {
        Instant needed = term.neededUntil(state.last().times());
        List<String> names = new ArrayList<>();
        stored.forEach((name, bytes) -> LargeValueReference.behind(bytes)
                .filter(reference -> reference.keptUntil().isBefore(needed))
                .ifPresent(reference -> names.add(name)));
        names.sort(null); // neighbours stay neighbours
        return names;
    }

    /**
     * Values that came into the item one by one, none of them worth a call. The save that brought the last one cannot move the
     * others: see {@link #move}.
     */
    private List<String> gathered(Map<String, byte[]> stored) {
        if (ValueLimits.itemBytes(stored, Map.of()) < LeavingValues.LEAST_GROUP) {
            return List.of(); // as most sessions
        }
        long item = ValueLimits.itemBytes(stored, parts.containerState().stored());
        long excess = item - context.limits().inlineBudget();
        if (excess <= 0) {
            return List.of();
        }
        Map<String, byte[]> inside = new HashMap<>(stored);
        inside.values().removeIf(bytes -> LargeValueReference.behind(bytes).isPresent());
        List<String> leaving =
                LeavingValues.of(inside, excess, stored.size() - inside.size()).together();
        return leaving.subList(0, Math.min(leaving.size(), SessionStore.MOST_NAMES_AT_ONCE));
    }

    /** Not as a part of another save: this one must not be repeated over a value that another node has set meanwhile. */
    private void move(Map<String, byte[]> stored, List<String> names) {
        SessionTimes times = state.last().times();
        Map<String, byte[]> moved = new HashMap<>();
        Map<String, byte[]> small = new HashMap<>();
        Map<String, byte[]> before = new HashMap<>();
        for (String name : names) {
            byte[] old = Objects.requireNonNull(stored.get(name));
            context.limits().largeValues().find(old).ifPresent(value -> {
                before.put(name, old);
                if (LargeValueReference.of(old).isPresent()) {
                    moved.put(name, term.put(value, times));
                } else {
                    small.put(name, value);
                }
            });
        }
        moved.putAll(term.putTogether(small, times));
        if (moved.isEmpty()) {
            return;
        }
        Delta delta = new Delta(moved, Set.of(), before);
        if (context.store().saveIfKnown(state.last().key(), new SessionChanges(delta, Delta.NONE, times, times))) {
            state.change(last -> last.renewed(moved));
            parts.attributes().renewed(moved);
        }
    }
}
