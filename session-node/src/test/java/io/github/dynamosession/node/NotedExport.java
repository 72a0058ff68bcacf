package io.github.dynamosession.node;

import io.github.dynamosession.store.MetricsExport;
import io.github.dynamosession.store.MetricsSettings;
import io.github.dynamosession.store.SessionMetrics;
import io.github.dynamosession.store.SessionStoreConfig;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Stands for a jar of metrics that knows OTLP, and nothing else. */
public final class NotedExport implements MetricsExport {

    /** What is exported at the moment, by application. */
    static final Map<String, SessionMetrics> EXPORTED = new ConcurrentHashMap<>();

    @Override
    public MetricsSettings.Export way() {
        return MetricsSettings.Export.OTLP;
    }

    @Override
    public Runnable begin(SessionStoreConfig config, SessionMetrics metrics) {
        EXPORTED.put(config.applicationName(), metrics);
        return () -> EXPORTED.remove(config.applicationName());
    }
}
