package io.github.dynamosession.sample.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Request;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A wire to DynamoDB that notes what nodes call, and what IAM wants to be allowed for it. */
final class StoreCalls implements AutoCloseable {

    private static final String TARGET = "X-Amz-Target";

    /** But for names of functions. */
    private static final Pattern WORD = Pattern.compile("[#:]?[A-Za-z]\\w*+(?!\\()");

    private static final Set<String> KEYWORDS = Set.of("SET", "REMOVE", "ADD", "AND", "OR");

    private final WireMockServer wire =
            new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());

    StoreCalls(URI dynamoDb) {
        wire.start();
        wire.stubFor(any(anyUrl()).willReturn(aResponse().proxiedFrom(dynamoDb.toString())));
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + wire.port());
    }

    Set<String> operations() {
        return requests().map(StoreCalls::operation).collect(Collectors.toSet());
    }

    Set<Grant> neededGrants() {
        return requests().flatMap(StoreCalls::neededGrants).collect(Collectors.toSet());
    }

    /** What calls of one operation name of an item: in its key, and wherever an expression does. */
    Set<String> attributesNamedBy(String operation) {
        return requests()
                .filter(request -> operation(request).equals(operation))
                .map(request -> Yaml.parse(request.getBodyAsString()))
                .flatMap(StoreCalls::attributes)
                .collect(Collectors.toSet());
    }

    private static Stream<String> attributes(Map<?, ?> body) {
        Map<?, ?> aliases = (Map<?, ?>) body.get("ExpressionAttributeNames");
        Stream<String> inExpressions = Stream.of("UpdateExpression", "ConditionExpression")
                .flatMap(expression ->
                        WORD.matcher(body.get(expression).toString()).results())
                .map(MatchResult::group)
                .filter(word -> !word.startsWith(":") && !KEYWORDS.contains(word))
                .map(word -> word.startsWith("#") ? aliases.get(word).toString() : word);
        return Stream.concat(((Map<?, ?>) body.get("Key")).keySet().stream().map(Object::toString), inExpressions);
    }

    private Stream<Request> requests() {
        return wire.getAllServeEvents().stream().map(event -> event.getRequest());
    }

    private static String operation(Request request) {
        String target = request.getHeader(TARGET);
        return target.substring(target.indexOf('.') + 1);
    }

    private static Stream<Grant> neededGrants(Request request) {
        Map<?, ?> body = Yaml.parse(request.getBodyAsString());
        return actions(operation(request), body).map(action -> new Grant("dynamodb:" + action, resource(body)));
    }

    /** A transaction has no action of its own: it needs those of its parts. */
    private static Stream<String> actions(String operation, Map<?, ?> body) {
        if (!operation.equals("TransactWriteItems")) {
            return Stream.of(operation);
        }
        return ((List<?>) body.get("TransactItems"))
                .stream()
                        .flatMap(part -> ((Map<?, ?>) part).keySet().stream())
                        .map(part -> part.equals("ConditionCheck") ? "ConditionCheckItem" : part + "Item");
    }

    private static String resource(Map<?, ?> body) {
        Object index = body.get("IndexName");
        return index == null ? PolicyFile.TABLE_ARN : PolicyFile.TABLE_ARN + "/index/" + index;
    }

    @Override
    public void close() {
        wire.stop();
    }
}
