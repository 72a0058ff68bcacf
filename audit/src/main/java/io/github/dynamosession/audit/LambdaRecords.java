package io.github.dynamosession.audit;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What Lambda hands to a function that reads a stream of DynamoDB. The types of its own library would be half of our jar. */
record LambdaRecords(String tableName, List<StreamChange> changes) {

    private static final String TABLE = ":table/";

    /** @throws IOException if it is no JSON */
    static LambdaRecords read(InputStream event) throws IOException {
        List<StreamChange> changes = new ArrayList<>();
        String tableName = "";
        for (Object streamed : list(JSON.std.mapFrom(event).get("Records"))) {
            Map<?, ?> fields = map(streamed);
            tableName = tableName(text(fields, "eventSourceARN"));
            changes.add(change(fields));
        }
        return new LambdaRecords(tableName, changes);
    }

    /** Of arn:aws:dynamodb:eu-central-1:111122223333:table/http-sessions/stream/2026-11-27T14:00:00.000. */
    private static String tableName(String arn) {
        return arn.substring(arn.indexOf(TABLE) + TABLE.length()).replaceFirst("/.*", "");
    }

    private static StreamChange change(Map<?, ?> fields) {
        Map<?, ?> change = map(fields.get("dynamodb"));
        return new StreamChange(
                text(fields, "eventID"),
                text(change, "SequenceNumber"),
                time(change.get("ApproximateCreationDateTime")),
                item(change.get("OldImage")),
                item(change.get("NewImage")),
                StreamChange.CLEAN_UP.equals(text(map(fields.get("userIdentity")), "principalId")));
    }

    /** Epoch seconds. */
    private static Instant time(@Nullable Object value) {
        return value instanceof Number seconds
                ? Instant.ofEpochMilli(Math.round(seconds.doubleValue() * 1000))
                : Instant.EPOCH;
    }

    private static Map<String, AttributeValue> item(@Nullable Object image) {
        Map<String, AttributeValue> item = new HashMap<>();
        map(image).forEach((name, value) -> item.put(String.valueOf(name), value(map(value))));
        return item;
    }

    /** Of the types that an item of ours has; any other is there, and nothing more. */
    private static AttributeValue value(Map<?, ?> typed) {
        if (typed.get("S") instanceof String text) {
            return AttributeValue.fromS(text);
        }
        if (typed.get("N") instanceof String number) {
            return AttributeValue.fromN(number);
        }
        if (typed.get("B") instanceof String base64) {
            return AttributeValue.fromB(
                    SdkBytes.fromByteArrayUnsafe(Base64.getDecoder().decode(base64)));
        }
        return typed.containsKey("M") ? AttributeValue.fromM(item(typed.get("M"))) : AttributeValue.fromNul(true);
    }

    private static String text(Map<?, ?> fields, String name) {
        return fields.get(name) instanceof String text ? text : "";
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
