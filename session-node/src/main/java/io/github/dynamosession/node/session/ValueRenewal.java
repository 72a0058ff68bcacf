package io.github.dynamosession.node.session;

import io.github.dynamosession.store.LargeValueReference;
import io.github.dynamosession.store.Loggers;
import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionChanges.Delta;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.codec.CodecException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Writes large values of one session again whose items would be deleted before the session. */
final class ValueRenewal {

    private static final Logger LOG = Loggers.of(ValueRenewal.class);

    private final SessionContext context;
    private final SessionState state;
    private final SessionParts parts;
    private final LargeValueTerm term;

    ValueRenewal(SessionContext context, SessionState state, SessionParts parts, LargeValueTerm term) {
        this.context = context;
        this.state = state;
        this.parts = parts;
        this.term = term;
    }

    /** Does nothing if none is due. One that fails is left for the next time: there is time left. */
    void renewDue() {
        try {
            Map<String, byte[]> renewed = renew(parts.attributes().stored());
            state.change(last -> last.renewed(renewed));
            parts.attributes().renewed(renewed);
        } catch (StoreException | CodecException e) { // what the request wants is done
            LOG.log(
                    Level.WARNING,
                    "large values of session {0} are to be renewed later: {1}",
                    state.key(),
                    e.getMessage());
        }
    }

    /**
     * Not as a part of another save: this one must not be repeated over a value that another node has set meanwhile.
     *
     * @return name to stored bytes of the attributes that are renewed
     */
    private Map<String, byte[]> renew(Map<String, byte[]> storedValues) {
        SessionTimes times = state.last().times();
        Instant needed = term.neededUntil(times);
        Map<String, byte[]> renewed = new HashMap<>();
        Map<String, byte[]> before = new HashMap<>();
        storedValues.forEach((name, stored) -> LargeValueReference.of(stored)
                .filter(reference -> reference.keptUntil().isBefore(needed))
                .flatMap(context.limits().largeValues()::find)
                .ifPresent(value -> {
                    before.put(name, stored);
                    renewed.put(name, term.put(value, times));
                }));
        if (renewed.isEmpty()) {
            return renewed;
        }
        Delta delta = new Delta(renewed, Set.of(), before);
        boolean done =
                context.store().saveIfKnown(state.last().key(), new SessionChanges(delta, Delta.NONE, times, times));
        return done ? renewed : Map.of();
    }
}
