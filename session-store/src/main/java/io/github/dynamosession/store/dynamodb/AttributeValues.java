package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.SessionLock;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Our values as DynamoDB's. */
final class AttributeValues {

    /** Java strings hold it, no attribute name of an application begins with it by chance. */
    private static final char ESCAPE = '\0';

    private AttributeValues() {}

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    /** Stored bytes are never changed, so nobody needs a copy of his own. */
    static AttributeValue bytes(byte[] value) {
        return AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(value));
    }

    /** The opposite of {@link #bytes(byte[])}. */
    static byte[] bytes(AttributeValue value) {
        return value.b().asByteArrayUnsafe();
    }

    static AttributeValue map(Map<String, byte[]> values) {
        Map<String, AttributeValue> result = new HashMap<>();
        values.forEach((name, value) -> result.put(escape(name), bytes(value)));
        return AttributeValue.fromM(result);
    }

    static AttributeValue lock(SessionLock lock) {
        return AttributeValue.fromM(Map.of(
                SessionTable.LOCK_OWNER, text(lock.owner()),
                SessionTable.LOCK_UNTIL, number(lock.until().toEpochMilli())));
    }

    /** DynamoDB refuses an empty name; a servlet container does not. Reversible by {@link #unescape}. */
    static String escape(String name) {
        return name.isEmpty() || name.charAt(0) == ESCAPE ? ESCAPE + name : name;
    }

    static String unescape(String storedName) {
        return storedName.charAt(0) == ESCAPE ? storedName.substring(1) : storedName;
    }
}
