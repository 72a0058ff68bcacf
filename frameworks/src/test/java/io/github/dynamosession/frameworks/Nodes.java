package io.github.dynamosession.frameworks;

import io.github.dynamosession.cluster.ContainerNodeBuilder;
import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.cluster.ServerNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Three nodes of one container with all applications, one of which is lost in the middle. */
final class Nodes implements AutoCloseable {

    private final DynamoDbLocal dynamoDb;
    private final SessionsTable table;
    private final List<ServerNode> alive;
    private final Map<ServerNode, StoreCalls> calls = new LinkedHashMap<>();
    private int turn;

    Nodes(DynamoDbLocal dynamoDb, SessionsTable table, List<ServerNode> running) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.alive = new ArrayList<>(running);
        running.forEach(node -> calls.put(node, StoreCalls.of(node)));
    }

    /** Returns when all applications are deployed. */
    static Nodes start(Container container, Provider provider) {
        DynamoDbLocal dynamoDb = DynamoDbLocal.start();
        List<ServerNode> nodes = Stream.of("left", "middle", "right")
                .map(name -> node(container.node().name(name), dynamoDb.endpoint(), provider))
                .toList();
        nodes.forEach(ServerNode::start);
        nodes.forEach(ServerNode::awaitReady);
        return new Nodes(dynamoDb, new SessionsTable(dynamoDb.endpoint()), nodes);
    }

    private static ServerNode node(ContainerNodeBuilder<?> node, URI dynamoDb, Provider provider) {
        for (Application each : Application.values()) {
            node.webapp(each.context(), each.war());
        }
        node.environment("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.toString());
        node.systemProperty("shop.provider", provider.issuer());
        node.systemProperty("shop.address", Shopper.ADDRESS + "/" + Application.SPRING.context());
        return node.build();
    }

    /** Another one than the last time. */
    ServerNode next() {
        return alive.get(turn++ % alive.size());
    }

    /** Tells whether it is the address of one of the nodes, or of the one that was lost. */
    boolean has(URI address) {
        return calls.keySet().stream().anyMatch(node -> node.url().getPort() == address.getPort());
    }

    /** The calls of a node that lives. */
    StoreCalls callsOf(ServerNode node) {
        return Objects.requireNonNull(calls.get(node), node::name);
    }

    SessionsTable table() {
        return table;
    }

    /** Nothing in it gets a chance to do anything. */
    void killOne() {
        ServerNode lost = alive.remove(1);
        callsOf(lost).close();
        lost.kill();
    }

    @Override
    public void close() {
        alive.forEach(node -> callsOf(node).close());
        calls.keySet().forEach(ServerNode::close);
        table.close();
        dynamoDb.close();
    }
}
