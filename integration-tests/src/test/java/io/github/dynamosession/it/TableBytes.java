package io.github.dynamosession.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** All that a reader of the table sees, as one text. */
final class TableBytes {

    private TableBytes() {}

    static String of(Table table) {
        return table.items().values().stream().flatMap(TableBytes::ofAll).collect(Collectors.joining("\n"));
    }

    private static Stream<String> ofAll(Map<String, AttributeValue> attributes) {
        return attributes.entrySet().stream()
                .flatMap(attribute -> Stream.concat(Stream.of(attribute.getKey()), of(attribute.getValue())));
    }

    private static Stream<String> of(AttributeValue value) {
        if (value.hasM()) {
            return ofAll(value.m());
        }
        return Stream.of(value.b() == null ? value.toString() : value.b().asString(ISO_8859_1));
    }
}
