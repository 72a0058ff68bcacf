package io.github.dynamosession.node;

import io.github.dynamosession.store.Loggers;
import io.github.dynamosession.store.OneAtATime;
import io.github.dynamosession.store.payload.PayloadFormat;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Encodes and decodes values of common kinds once in the life of a JVM: else the first user of a fresh node would wait for the
 * classes of the codec. On a thread of its own, which no start waits for, and whose failure means nothing.
 */
final class FirstValues {

    private static final Logger LOG = Loggers.of(FirstValues.class);

    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private FirstValues() {}

    /** Begins it, if no other application of the JVM has. */
    static void begin(PayloadFormat format) {
        if (BEGUN.compareAndSet(false, true)) {
            try (OneAtATime thread = new OneAtATime("dynamosession-warm-up")) {
                thread.begin(() -> tryToRun(format));
            }
        }
    }

    private static void tryToRun(PayloadFormat format) {
        try {
            run(format);
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.DEBUG, "the first values of this node will take longer: {0}", e.getMessage());
        }
    }

    static void run(PayloadFormat format) {
        Map<String, Object> values = new HashMap<>(Map.of("text", "a", "number", 1, "time", Instant.EPOCH));
        values.put("list", new ArrayList<>(List.of("a", "b")));
        format.decode(format.encode(values));
    }
}
