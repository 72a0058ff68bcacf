package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;

/** Two nodes and Ann, who has a session that both have served. */
abstract class KnownOnBothNodes {

    final Node a;
    final Node b;
    final Table table;
    final Browser ann = new Browser();

    KnownOnBothNodes(Cluster cluster) {
        a = cluster.node(0);
        b = cluster.node(1);
        table = cluster.table();
    }

    @BeforeEach
    void knownOnBothNodes() {
        ann.on(a, "set:user:ann", "put:list:list").ok();
        ann.on(b, "get:user").ok();
        assertThat(table.item(ann.sessionId())).isNotEmpty();
    }
}
