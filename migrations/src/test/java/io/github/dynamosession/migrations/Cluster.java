package io.github.dynamosession.migrations;

import io.github.dynamosession.cluster.ServerNode;
import io.github.dynamosession.cluster.ServerNodeBuilder;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Two nodes of one kind, which run. */
record Cluster(List<ServerNode> nodes) implements AutoCloseable {

    /**
     * Returns when both answer.
     *
     * @param side what their names begin with
     */
    static Cluster start(String side, Supplier<? extends ServerNodeBuilder<?>> description) {
        List<ServerNode> nodes = Stream.of("-1", "-2")
                .map(suffix -> node(side + suffix, description.get()))
                .toList();
        nodes.forEach(ServerNode::start);
        nodes.forEach(ServerNode::awaitReady);
        return new Cluster(nodes);
    }

    /** The application says which node it is. */
    private static ServerNode node(String name, ServerNodeBuilder<?> description) {
        return description.name(name).systemProperty("shop.node", name).build();
    }

    @Override
    public void close() {
        nodes.forEach(ServerNode::close);
    }
}
