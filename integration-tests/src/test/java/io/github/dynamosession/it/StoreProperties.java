package io.github.dynamosession.it;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** The properties that a user types for the sessions of a web application, whatever the container. */
record StoreProperties(Map<String, String> byName) {

    /** Requests to {@code /context/ignored/...} are ignored. */
    static StoreProperties of(String tableName, URI endpoint) {
        return new StoreProperties(Map.of())
                .with("tableName", tableName)
                .with("endpoint", endpoint.toString())
                .with("region", "eu-central-1")
                .with("ignoredUris", "/[a-z-]+/ignored/.*");
    }

    StoreProperties with(String property, String value) {
        Map<String, String> more = new LinkedHashMap<>(byName);
        more.put(property, value);
        return new StoreProperties(more);
    }
}
