package io.github.dynamosession.jetty;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.util.Fields;

/** The fields of a POST that FORM login keeps until the user has logged in. */
final class SavedRequests {

    private SavedRequests() {}

    static Map<String, List<String>> storable(Fields fields) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        fields.forEach(field -> values.put(field.getName(), new ArrayList<>(field.getValues())));
        return values;
    }

    static Fields fields(Object storable) {
        Fields fields = new Fields(true);
        ((Map<?, ?>) storable).forEach((name, values) -> ((List<?>) values)
                .forEach(value -> fields.add((String) name, String.valueOf(value))));
        return fields;
    }
}
