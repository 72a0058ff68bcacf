package io.github.dynamosession.store.dynamodb;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The size of an item by DynamoDB's rules (Developer Guide, "DynamoDB item sizes and formats"). */
final class ItemSize {

    private static final int MAP_OVERHEAD = 3;
    private static final int ELEMENT_OVERHEAD = 1;

    private ItemSize() {}

    static long of(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .mapToLong(entry -> utf8(entry.getKey()) + of(entry.getValue()))
                .sum();
    }

    /** What setting the values makes an item weigh at least, whatever else it holds. */
    static long ofValues(Map<String, byte[]> values) {
        return of(AttributeValues.map(values));
    }

    static Map<String, Integer> ofEach(Map<String, byte[]> values) {
        Map<String, Integer> sizes = new HashMap<>();
        values.forEach((name, value) -> sizes.put(name, value.length));
        return sizes;
    }

    private static long of(AttributeValue value) {
        return switch (value.type()) {
            case S -> utf8(value.s());
            case N -> number(value.n());
            case B -> value.b().asByteArrayUnsafe().length;
            case M -> MAP_OVERHEAD + (long) ELEMENT_OVERHEAD * value.m().size() + of(value.m());
            default ->
                ELEMENT_OVERHEAD; // types of attributes that this version does not know: DynamoDB has the last word
        };
    }

    /** A byte for two significant digits, one more, and one for a sign; ours are whole and without leading zeros. */
    private static long number(String digits) {
        boolean negative = digits.startsWith("-");
        int end = digits.length();
        while (end > 0 && digits.charAt(end - 1) == '0') {
            end--;
        }
        int significant = negative ? end - 1 : end;
        return (significant + 1L) / 2 + 1 + (negative ? 1 : 0);
    }

    private static long utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
