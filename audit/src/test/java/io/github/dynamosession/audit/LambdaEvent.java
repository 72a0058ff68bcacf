package io.github.dynamosession.audit;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** Records as Lambda hands them to a function ("Example Amazon DynamoDB Streams event" in its developer guide). */
final class LambdaEvent {

    private LambdaEvent() {}

    static byte[] of(String tableName, List<Record> records) throws IOException {
        return JSON.std.asBytes(Map.of(
                "Records",
                records.stream().map(record -> fields(tableName, record)).toList()));
    }

    private static Map<String, Object> fields(String tableName, Record record) {
        Map<String, Object> change = new LinkedHashMap<>();
        change.put(
                "ApproximateCreationDateTime",
                record.dynamodb().approximateCreationDateTime().getEpochSecond());
        change.put("SequenceNumber", record.dynamodb().sequenceNumber());
        change.put("StreamViewType", "NEW_AND_OLD_IMAGES");
        if (record.dynamodb().hasNewImage()) {
            change.put("NewImage", item(record.dynamodb().newImage()));
        }
        if (record.dynamodb().hasOldImage()) {
            change.put("OldImage", item(record.dynamodb().oldImage()));
        }
        return Map.of(
                "eventID",
                record.eventID(),
                "eventName",
                record.eventNameAsString(),
                "eventSource",
                "aws:dynamodb",
                "eventSourceARN",
                "arn:aws:dynamodb:us-east-1:111122223333:table/" + tableName + "/stream/2026-11-27T14:00:00.000",
                "dynamodb",
                change);
    }

    private static Map<String, Object> item(Map<String, AttributeValue> item) {
        Map<String, Object> fields = new LinkedHashMap<>();
        item.forEach((name, value) -> fields.put(name, value(value)));
        return fields;
    }

    private static Map<String, Object> value(AttributeValue value) {
        return switch (value.type()) {
            case S -> Map.of("S", value.s());
            case N -> Map.of("N", value.n());
            case B -> Map.of("B", Base64.getEncoder().encodeToString(value.b().asByteArray()));
            case M -> Map.of("M", item(value.m()));
            case SS -> Map.of("SS", value.ss());
            case UNKNOWN_TO_SDK_VERSION -> Map.of("M", Map.of()); // an empty map in a stream of DynamoDB Local
            default -> throw new IllegalArgumentException("no item of ours has " + value.type());
        };
    }
}
