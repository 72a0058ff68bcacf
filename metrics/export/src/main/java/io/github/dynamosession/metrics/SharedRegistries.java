package io.github.dynamosession.metrics;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.dynamosession.micrometer.DynamoDbSessionMetrics;
import io.github.dynamosession.store.SessionMetrics;
import io.github.dynamosession.store.Shared;
import io.github.dynamosession.store.Shared.Lease;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Registries that the web applications of a container share, by what they are to do: one is there from its first
 * application on, and closed with the last. Any thread may call this.
 */
final class SharedRegistries<K> {

    /** The tag that tells applications apart. */
    static final String APPLICATION = "application";

    private final Shared<K, Registry> registries = new Shared<>(Registry::close);
    private final Function<K, Opened> opener;

    SharedRegistries(Function<K, Opened> opener) {
        this.opener = opener;
    }

    /** @param closing what has to be closed besides the registry, before it */
    record Opened(MeterRegistry registry, Runnable closing) {}

    private static final class Registry {

        private final Opened opened;

        /** One name several times, if two hosts of a container have such an application. */
        @GuardedBy("this")
        private final List<String> applications = new ArrayList<>();

        Registry(Opened opened) {
            this.opened = opened;
        }

        synchronized DynamoDbSessionMetrics bind(String application, SessionMetrics metrics) {
            DynamoDbSessionMetrics bound = new DynamoDbSessionMetrics(metrics, Tags.of(APPLICATION, application));
            bound.bindTo(opened.registry);
            applications.add(application);
            return bound;
        }

        synchronized void forget(String application) {
            applications.remove(application);
            if (!applications.contains(application)) {
                opened.registry.getMeters().stream()
                        .filter(meter -> isOf(application, meter))
                        .forEach(opened.registry::remove);
            }
        }

        private static boolean isOf(String application, Meter meter) {
            return application.equals(meter.getId().getTag(APPLICATION));
        }

        void close() {
            opened.closing.run();
            opened.registry.close();
        }
    }

    /** @return takes the application out again */
    Runnable add(K key, String application, SessionMetrics metrics) {
        Lease<Registry> registry = registries.take(key, () -> new Registry(opener.apply(key)));
        DynamoDbSessionMetrics bound = registry.value().bind(application, metrics);
        return () -> {
            bound.close();
            registry.close(); // the last one: what it has yet to send has the meters of this application
            registry.value().forget(application);
        };
    }
}
