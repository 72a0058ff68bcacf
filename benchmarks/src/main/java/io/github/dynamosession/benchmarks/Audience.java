package io.github.dynamosession.benchmarks;

import io.github.dynamosession.micrometer.DynamoDbSessionMetrics;
import io.github.dynamosession.store.SessionMetrics;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** Who listens to the figures of sessions. */
public enum Audience {
    NOBODY {
        @Override
        void listenTo(SessionMetrics metrics) {}
    },
    SIMPLE {
        @Override
        void listenTo(SessionMetrics metrics) {
            bind(metrics).bindTo(new SimpleMeterRegistry());
        }
    },
    PROMETHEUS {
        @Override
        void listenTo(SessionMetrics metrics) {
            bind(metrics).bindTo(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        }
    };

    abstract void listenTo(SessionMetrics metrics);

    private static DynamoDbSessionMetrics bind(SessionMetrics metrics) {
        return new DynamoDbSessionMetrics(metrics, Tags.of("application", "/shop"));
    }

    /** As the table has it. */
    @Override
    public String toString() {
        return switch (this) {
            case NOBODY -> "nobody";
            case SIMPLE -> "Micrometer, in memory";
            case PROMETHEUS -> "Micrometer, for Prometheus";
        };
    }
}
