package io.github.dynamosession.metrics;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.dynamosession.micrometer.DynamoDbSessionMetrics;
import io.github.dynamosession.store.OwnThreads;
import io.github.dynamosession.store.SessionMetrics;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Registries that the web applications of a container share, by what they are to do: one is there from its first
 * application on, and closed with the last. Any thread may call this.
 */
final class SharedRegistries<K> {

    /** The tag that tells applications apart. */
    static final String APPLICATION = "application";

    private final Function<K, Opened> opener;

    @GuardedBy("this")
    private final Map<K, Shared> open = new HashMap<>();

    SharedRegistries(Function<K, Opened> opener) {
        this.opener = opener;
    }

    /** @param closing what has to be closed besides the registry, before it */
    record Opened(MeterRegistry registry, Runnable closing) {}

    /** @param applications one name several times, if two hosts of a container have such an application */
    private record Shared(Opened opened, List<String> applications) {

        DynamoDbSessionMetrics bind(String application, SessionMetrics metrics) {
            DynamoDbSessionMetrics bound = new DynamoDbSessionMetrics(metrics, Tags.of(APPLICATION, application));
            bound.bindTo(opened.registry);
            applications.add(application);
            return bound;
        }

        void forget(String application) {
            applications.remove(application);
            if (applications.isEmpty()) {
                opened.closing.run();
                opened.registry.close();
            } else if (!applications.contains(application)) {
                opened.registry.getMeters().stream()
                        .filter(meter -> isOf(application, meter))
                        .forEach(opened.registry::remove);
            }
        }

        private static boolean isOf(String application, Meter meter) {
            return application.equals(meter.getId().getTag(APPLICATION));
        }
    }

    /** @return takes the application out again */
    synchronized Runnable add(K key, String application, SessionMetrics metrics) {
        Shared shared = open.computeIfAbsent(key, this::open);
        DynamoDbSessionMetrics bound = shared.bind(application, metrics);
        return () -> {
            bound.close();
            forget(key, shared, application);
        };
    }

    /** Whatever it makes, threads and loggers, belongs to this jar and not to the application that came first. */
    private Shared open(K key) {
        return new Shared(
                OwnThreads.under(SharedRegistries.class.getClassLoader(), () -> opener.apply(key)), new ArrayList<>());
    }

    private synchronized void forget(K key, Shared shared, String application) {
        shared.forget(application);
        if (shared.applications.isEmpty()) {
            open.remove(key);
        }
    }
}
