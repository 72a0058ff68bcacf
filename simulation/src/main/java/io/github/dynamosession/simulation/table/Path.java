package io.github.dynamosession.simulation.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A document path without aliases: an attribute, or a place in a map of it. */
record Path(List<String> names) {

    static Path of(String text, Map<String, String> aliases) {
        List<String> names = new ArrayList<>();
        for (String name : text.split("\\.", -1)) {
            names.add(name.startsWith("#") ? known(name, aliases) : name);
        }
        return new Path(names);
    }

    private static String known(String alias, Map<String, String> aliases) {
        String name = aliases.get(alias);
        if (name == null) {
            throw Errors.invalid("An expression attribute name used in the document path is not defined: " + alias);
        }
        return name;
    }

    /** What is there in the item, or null. */
    @Nullable
    AttributeValue in(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> map = item;
        for (String name : names.subList(0, names.size() - 1)) {
            AttributeValue inner = map.get(name);
            if (inner == null || !inner.hasM()) {
                return null;
            }
            map = inner.m();
        }
        return map.get(names.get(names.size() - 1));
    }

    /**
     * Changes a copy of an item, whose own maps are left as they are.
     *
     * @param value null removes what is there
     */
    void put(Map<String, AttributeValue> item, @Nullable AttributeValue value) {
        put(item, names, value);
    }

    private static void put(Map<String, AttributeValue> map, List<String> names, @Nullable AttributeValue value) {
        String first = names.get(0);
        if (names.size() > 1) {
            AttributeValue inner = map.get(first);
            if (inner == null || !inner.hasM()) {
                throw Errors.invalid("The document path provided in the update expression is invalid for update");
            }
            Map<String, AttributeValue> changed = new HashMap<>(inner.m());
            put(changed, names.subList(1, names.size()), value);
            map.put(first, AttributeValue.fromM(changed));
        } else if (value == null) {
            map.remove(first);
        } else {
            map.put(first, value);
        }
    }
}
