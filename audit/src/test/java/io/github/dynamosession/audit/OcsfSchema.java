package io.github.dynamosession.audit;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The part of the Open Cybersecurity Schema Framework, as its maintainers publish it, that our events are of. */
final class OcsfSchema {

    private static final OcsfSchema INSTANCE = new OcsfSchema();

    private final Map<String, Object> schema;

    private OcsfSchema() {
        try (InputStream json = OcsfSchema.class.getResourceAsStream("/ocsf/ocsf-1.1.0.json")) {
            schema = JSON.std.mapFrom(Objects.requireNonNull(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with an event; empty: nothing. */
    static List<String> violations(String json) throws IOException {
        Map<String, Object> event = JSON.std.mapFrom(json);
        List<String> violations = new ArrayList<>();
        String uid = String.valueOf(event.get("class_uid"));
        Map<?, ?> definition = map(map(INSTANCE.schema.get("classes")).get(uid));
        if (definition.isEmpty()) {
            return List.of("no class " + uid);
        }
        INSTANCE.check(uid, definition, event, violations);
        List<?> activities = (List<?>)
                map(map(definition.get("attributes")).get("activity_id")).get("enum");
        if (!activities.contains(event.get("activity_id"))) {
            violations.add("no activity " + event.get("activity_id") + " of " + uid);
        }
        long type = 100L * Long.parseLong(uid) + ((Number) event.get("activity_id")).longValue();
        if (((Number) event.get("type_uid")).longValue() != type) {
            violations.add("type_uid is not " + type);
        }
        return violations;
    }

    private void check(String where, Map<?, ?> definition, Map<?, ?> found, List<String> violations) {
        Map<?, ?> attributes = map(definition.get("attributes"));
        attributes.forEach((name, attribute) -> {
            if (Boolean.TRUE.equals(map(attribute).get("required")) && !found.containsKey(name)) {
                violations.add(where + " lacks " + name);
            }
        });
        if (definition.get("at_least_one") instanceof List<?> some
                && some.stream().noneMatch(found::containsKey)) {
            violations.add(where + " has none of " + some);
        }
        found.forEach((name, value) -> {
            if (!attributes.containsKey(name)) {
                violations.add(where + " has no " + name);
                return;
            }
            checkType(where + "." + name, map(attributes.get(name)).get("type"), value, violations);
        });
    }

    private void checkType(String where, Object type, Object value, List<String> violations) {
        Map<?, ?> object = map(map(schema.get("objects")).get(type));
        boolean right =
                switch (String.valueOf(type)) {
                    case "integer_t", "long_t", "timestamp_t" -> value instanceof Number;
                    case "string_t", "username_t" -> value instanceof String;
                    default -> value instanceof Map<?, ?>;
                };
        if (!right) {
            violations.add(where + " is no " + type);
        } else if (!object.isEmpty()) {
            check(where, object, map(value), violations);
        }
    }

    private static Map<?, ?> map(Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }
}
