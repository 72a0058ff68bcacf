package io.github.dynamosession.it;

import java.util.List;

/** Two nodes of one container kind that share a table with all other nodes. */
record Cluster(ContainerKind kind, List<Node> nodes, Table table) {

    /** A node by turns: equal numbers are the same node, consecutive ones are different nodes. */
    Node node(int turn) {
        return nodes.get(turn % nodes.size());
    }

    String log(int turn) {
        return ((TestNode) node(turn)).log();
    }

    @Override
    public String toString() {
        return kind.toString();
    }
}
