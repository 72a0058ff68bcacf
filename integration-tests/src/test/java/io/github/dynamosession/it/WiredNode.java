package io.github.dynamosession.it;

import io.github.dynamosession.cluster.DropInJar;
import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.cluster.TomcatNode;
import io.github.dynamosession.cluster.TomcatVersion;
import io.github.dynamosession.it.wire.StoreWire;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * A Tomcat whose way to DynamoDB is under the test's control. All share one table, so that what became of a session can
 * be seen from a node that was not disturbed.
 */
final class WiredNode implements Node {

    static final Table TABLE = new Table(DynamoDbLocal.shared().endpoint(), "wired-sessions");

    /** Longer than a tenth of the idle time, which is 30 minutes. */
    private static final Duration TOUCH_IS_DUE = Duration.ofMinutes(5);

    private static final Map<TomcatVersion, WiredNode> SHARED = new EnumMap<>(TomcatVersion.class);

    private final StoreWire wire = StoreWire.to(DynamoDbLocal.shared().endpoint());
    private final TomcatNode tomcat;

    private WiredNode(TomcatVersion version) {
        tomcat = TomcatNode.builder(version)
                .name("wired")
                .jar(DropInJar.tomcat())
                .webapp("app", Webapps.TEST_WEBAPP)
                .build();
        Webapps.configure(
                tomcat,
                "app",
                ManagerLine.of(TABLE.name(), wire.endpoint())
                        .with("createTable", "true")
                        .with("sweepInterval", "PT1H") // no sweep in the middle of what is counted or disturbed
                        .with("applicationName", Table.APPLICATION));
        tomcat.start();
    }

    /** The node of this version, for all tests of this JVM; it runs. */
    static synchronized WiredNode of(TomcatVersion version) {
        for (TomcatVersion each : TomcatVersion.values()) {
            SHARED.computeIfAbsent(each, WiredNode::new); // all start side by side
        }
        WiredNode node = SHARED.get(version);
        node.tomcat.awaitReady();
        return node;
    }

    /** A node of the other version. */
    WiredNode other() {
        return of(TomcatVersion.values()[1 - tomcat.version().ordinal()]);
    }

    /** As if the client had not been there for a while: its next request is one that touches. */
    static void makeTouchDue(Browser browser) {
        String id = browser.sessionId();
        TABLE.plant(id, "accessed", Instant.now().minus(TOUCH_IS_DUE).toEpochMilli());
        TABLE.plant(id, "expires", TABLE.seconds(id, "expires").minus(TOUCH_IS_DUE));
    }

    StoreWire wire() {
        return wire;
    }

    void kill() {
        tomcat.kill();
    }

    void restart() {
        tomcat.restart().awaitReady();
    }

    @Override
    public URI uri() {
        return tomcat.url();
    }
}
