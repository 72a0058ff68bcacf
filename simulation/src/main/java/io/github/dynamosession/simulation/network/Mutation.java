package io.github.dynamosession.simulation.network;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** A fault of the product, as calls show it: what a promise rests on is missing. A simulation must find each. */
public enum Mutation {
    NONE,

    /** Reads are eventually consistent. */
    READS_NOT_CONSISTENT,

    /** A save is written over whatever was saved meanwhile. */
    SAVES_WITHOUT_FENCE;

    private static final Pattern AND = Pattern.compile(" AND ");
    private static final Pattern FENCE = Pattern.compile("(a|sys)\\.#\\w+ = :.*|attribute_not_exists\\((a|sys)\\.#.*");

    GetItemRequest of(GetItemRequest request) {
        return this == READS_NOT_CONSISTENT
                ? request.toBuilder().consistentRead(false).build()
                : request;
    }

    UpdateItemRequest of(UpdateItemRequest request) {
        return this == SAVES_WITHOUT_FENCE && request.conditionExpression() != null
                ? request.toBuilder()
                        .conditionExpression(withoutFence(request.conditionExpression()))
                        .build()
                : request;
    }

    private static String withoutFence(String condition) {
        return AND.splitAsStream(condition)
                .filter(part -> !FENCE.matcher(part).matches())
                .collect(Collectors.joining(" AND "));
    }
}
