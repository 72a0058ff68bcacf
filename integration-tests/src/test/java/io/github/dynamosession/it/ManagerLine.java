package io.github.dynamosession.it;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The {@code <Manager>} element that a user types, as the content of a {@code context.xml}. */
record ManagerLine(Map<String, String> properties) {

    /** Requests to {@code /context/ignored/...} are ignored by the manager. */
    static ManagerLine of(String tableName, URI endpoint) {
        return new ManagerLine(Map.of())
                .with("tableName", tableName)
                .with("endpoint", endpoint.toString())
                .with("ignoredUris", "/[a-z-]+/ignored/.*");
    }

    ManagerLine with(String property, String value) {
        Map<String, String> more = new LinkedHashMap<>(properties);
        more.put(property, value);
        return new ManagerLine(more);
    }

    String contextXml() {
        String attributes = properties.entrySet().stream()
                .map(property -> property.getKey() + "=\"" + property.getValue() + "\"")
                .collect(Collectors.joining(" "));
        return "<Context><Manager className=\"io.github.dynamosession.tomcat.DynamoDbManager\" " + attributes
                + "/></Context>\n";
    }
}
