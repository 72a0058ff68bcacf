package io.github.dynamosession.it.failover;

import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.dynamosession.it.Browser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The Prometheus of the cluster, with the alarms of {@code conf-samples/monitoring}. */
record Prometheus(URI address) {

    /** The names of the alarms that fire now. */
    SortedSet<String> alarms() {
        return alerts().stream()
                .filter(alert -> "firing".equals(alert.get("state")))
                .map(alert -> (String) ((Map<?, ?>) alert.get("labels")).get("alertname"))
                .collect(toCollection(TreeSet::new));
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> alerts() {
        String answer = new Browser().get(this::address, "/api/v1/alerts").ok().body();
        try {
            Map<String, Object> data =
                    (Map<String, Object>) JSON.std.mapFrom(answer).get("data");
            return (List<Map<String, Object>>) data.get("alerts");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
