package io.github.dynamosession.benchmarks.requests;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The floor: an application that makes the calls of Dynamosession by hand, on items that are copies of its items. It uses the
 * bytes of one value, and neither encodes nor decodes any.
 */
final class FloorServlet extends MeasuredServlet {

    private static final long serialVersionUID = 1L;

    private static final String COOKIE = "JSESSIONID";

    private final transient DynamoDbClient client;
    private final String table;

    FloorServlet(URI endpoint, String table) {
        this.table = table;
        client = DynamoDbClient.builder()
                .region(Region.EU_CENTRAL_1)
                .endpointOverride(endpoint)
                .httpClientBuilder(Apache5HttpClient.builder().maxConnections(256))
                .build();
    }

    @Override
    String open(HttpServletRequest request, HttpServletResponse response) {
        String key = "floor-" + request.getParameter("key");
        Map<String, AttributeValue> copy = new HashMap<>(item(request.getParameter("key")));
        copy.put("id", AttributeValue.fromS(key));
        client.putItem(put -> put.tableName(table).item(copy));
        response.addCookie(new Cookie(COOKIE, key));
        return key;
    }

    @Override
    String answer(RequestKind kind, HttpServletRequest request) {
        if (kind == RequestKind.UNUSED) {
            return "nothing 0";
        }
        String key = Objects.requireNonNull(request.getRequestedSessionId(), "cookie");
        Map<String, AttributeValue> item = item(key);
        String name = kind == RequestKind.CHANGE ? TEXT : BASKET;
        byte[] value = Objects.requireNonNull(of(item, "a").m().get(name)).b().asByteArray();
        if (kind != RequestKind.READ) {
            save(key, item, name, value);
        }
        return "bytes " + value.length;
    }

    private Map<String, AttributeValue> item(String key) {
        return client.getItem(get -> get.tableName(table)
                        .key(Map.of("id", AttributeValue.fromS(key)))
                        .consistentRead(true)
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
                .item();
    }

    private void save(String key, Map<String, AttributeValue> item, String name, byte[] value) {
        byte[] changed = value.clone();
        changed[value.length - 1]++;
        client.updateItem(UpdateItemRequest.builder()
                .tableName(table)
                .key(Map.of("id", AttributeValue.fromS(key)))
                .updateExpression("SET a.#n0 = :b0 ADD v :one")
                .conditionExpression("created = :created AND attribute_not_exists(claimed) AND"
                        + " (attribute_not_exists(expires) OR expires > :now) AND a.#n0 = :k0")
                .expressionAttributeNames(Map.of("#n0", name))
                .expressionAttributeValues(Map.of(
                        ":one", AttributeValue.fromN("1"),
                        ":created", of(item, "created"),
                        ":now", AttributeValue.fromN(Long.toString(System.currentTimeMillis() / 1000)),
                        ":b0", AttributeValue.fromB(SdkBytes.fromByteArray(changed)),
                        ":k0", AttributeValue.fromB(SdkBytes.fromByteArray(value))))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                .build());
    }

    private static AttributeValue of(Map<String, AttributeValue> item, String name) {
        return Objects.requireNonNull(item.get(name), name);
    }
}
