package io.github.dynamosession.metrics;

import io.github.dynamosession.store.MetricsListener;
import io.github.dynamosession.store.MetricsListener.Outcome;
import io.github.dynamosession.store.SessionMetrics;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;

/** Figures of sessions, as if there were some. */
final class Figures {

    private static final Map<Class<?>, Object> SOME =
            Map.of(String.class, "load", boolean.class, true, int.class, 1, long.class, 1L, double.class, 1.0);

    private Figures() {}

    /** Each figure once, whatever there will be. */
    static void tellAll(SessionMetrics metrics) throws ReflectiveOperationException {
        for (Method figure : MetricsListener.class.getMethods()) {
            figure.invoke(
                    metrics,
                    Arrays.stream(figure.getParameterTypes())
                            .map(type -> type.isEnum() ? type.getEnumConstants()[0] : SOME.get(type))
                            .toArray());
        }
    }

    /** As many sessions are read, in three milliseconds each. */
    static void load(SessionMetrics metrics, int times) {
        for (int i = 0; i < times; i++) {
            metrics.storeCall("load", Outcome.SUCCESS, 3_000_000);
        }
    }
}
