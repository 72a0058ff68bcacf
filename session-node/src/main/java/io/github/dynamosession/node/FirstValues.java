package io.github.dynamosession.node;

import io.github.dynamosession.store.WarmUp;
import io.github.dynamosession.store.payload.PayloadFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Encodes and decodes values of common kinds once in the life of a JVM: else the first user of a fresh node would wait for the
 * classes of the codec.
 */
final class FirstValues {

    private static final WarmUp WARM_UP = new WarmUp("the first values");

    private FirstValues() {}

    /** Begins it, if no other application of the JVM has. */
    static void begin(PayloadFormat format) {
        WARM_UP.begin(() -> run(format));
    }

    static void run(PayloadFormat format) {
        Map<String, Object> values = new HashMap<>(Map.of("text", "a", "number", 1, "time", Instant.EPOCH));
        values.put("list", new ArrayList<>(List.of("a", "b")));
        format.decode(format.encode(values));
    }
}
