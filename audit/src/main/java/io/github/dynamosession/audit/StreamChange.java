package io.github.dynamosession.audit;

import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;

/**
 * A record of DynamoDB Streams.
 *
 * @param eventId of this change alone
 * @param sequenceNumber its place among the changes of its shard
 * @param before the item before; empty: there was none
 * @param after the item after; empty: there is none
 * @param cleanedUp whether DynamoDB itself deleted it, by its TTL
 */
record StreamChange(
        String eventId,
        String sequenceNumber,
        Instant time,
        Map<String, AttributeValue> before,
        Map<String, AttributeValue> after,
        boolean cleanedUp) {

    static final String CLEAN_UP = "dynamodb.amazonaws.com";

    static StreamChange of(Record streamed) {
        StreamRecord change = streamed.dynamodb();
        return new StreamChange(
                streamed.eventID(),
                change.sequenceNumber(),
                change.approximateCreationDateTime(),
                change.oldImage(),
                change.newImage(),
                streamed.userIdentity() != null
                        && CLEAN_UP.equals(streamed.userIdentity().principalId()));
    }
}
