package io.github.dynamosession.it;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A node whose store can be made to fail, and Ann, who has a session that another node has stored. */
abstract class KnownToAWiredNode {

    final WiredNode node;
    final Browser ann = new Browser();

    KnownToAWiredNode(ContainerKind kind) {
        node = WiredNode.of(kind);
    }

    @BeforeEach
    void annHasASession() {
        ann.on(node.other(), "set:user:ann").ok();
    }

    @AfterEach
    void theStoreIsBack() {
        node.wire().heal();
    }
}
