package io.github.dynamosession.it;

import static org.awaitility.Awaitility.await;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.cluster.ServerNode;
import io.github.dynamosession.it.wire.StoreWire;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A node whose way to DynamoDB is under the test's control. All share one table, so that what became of a session can
 * be seen from a node that was not disturbed.
 */
final class WiredNode implements Node {

    static final Table TABLE = new Table(DynamoDbLocal.shared().endpoint(), "wired-sessions");

    /** Longer than a tenth of the idle time, which is 30 minutes. */
    private static final Duration TOUCH_IS_DUE = Duration.ofMinutes(5);

    private static final int SUCCESSES_FOR_A_REPETITION = 5;

    private static final Map<ContainerKind, WiredNode> SHARED = new EnumMap<>(ContainerKind.class);

    private final StoreWire wire = StoreWire.to(DynamoDbLocal.shared().endpoint());
    private final ContainerKind kind;
    private final ServerNode server;

    private WiredNode(ContainerKind kind) {
        this.kind = kind;
        StoreProperties store = StoreProperties.of(TABLE.name(), wire.endpoint())
                .with("createTable", "true")
                .with("compression", "none") // sizes are what tests say
                .with("sweepInterval", "PT1H"); // no sweep in the middle of what is counted or disturbed
        Webapp app = Webapp.of("app", store.with("applicationName", Table.APPLICATION));
        server = kind.node("wired", List.of(app, TestNode.lockedWebapp(store))).start();
    }

    /** The node of this kind, for all tests of this JVM; it runs. */
    static synchronized WiredNode of(ContainerKind kind) {
        for (ContainerKind each : ContainerKind.values()) {
            SHARED.computeIfAbsent(each, WiredNode::new); // all start side by side
        }
        WiredNode node = SHARED.get(kind);
        node.server.awaitReady();
        return node;
    }

    /** A node of the same container in its other version. */
    WiredNode other() {
        return of(kind.otherVersion());
    }

    /** As if the client had not been there for a while: its next request is one that touches. */
    static void makeTouchDue(Browser browser) {
        String id = browser.sessionId();
        TABLE.plant(id, "accessed", Instant.now().minus(TOUCH_IS_DUE).toEpochMilli());
        TABLE.plant(id, "expires", TABLE.seconds(id, "expires").minus(TOUCH_IS_DUE));
    }

    /**
     * The SDK repeats a call only if enough others have succeeded lately, five for each repetition. The faults of other tests
     * may have used that up. A call that succeeds when it is repeated gives back what that took.
     */
    void letCallsBeRepeated() {
        Browser visitor = new Browser();
        // a node that has just started may be slow
        await().until(() -> visitor.on(this, "set:counter:1").status() == 200);
        for (int i = 0; i < SUCCESSES_FOR_A_REPETITION; i++) {
            visitor.on(this, "get:counter").ok();
        }
        visitor.on(this, "invalidate").ok();
    }

    StoreWire wire() {
        return wire;
    }

    void kill() {
        server.kill();
    }

    void restart() {
        server.restart().awaitReady();
    }

    @Override
    public URI uri() {
        return server.url();
    }
}
