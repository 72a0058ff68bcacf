package io.github.dynamosession.it;

import io.github.dynamosession.cluster.DropInJar;
import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.cluster.TomcatNode;
import io.github.dynamosession.cluster.TomcatVersion;
import io.github.dynamosession.it.wire.StoreWire;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;

/**
 * A Tomcat whose way to DynamoDB is under the test's control. All share one table, so that what became of a session can
 * be seen from a node that was not disturbed.
 */
final class WiredNode implements Node {

    /** A second web application, with sessions of its own, where every request is one whose touch is due. */
    static final String TOUCHED = "/touched/do";

    static final String TABLE = "wired-sessions";

    private static final Map<TomcatVersion, WiredNode> SHARED = new EnumMap<>(TomcatVersion.class);

    private final StoreWire wire = StoreWire.to(DynamoDbLocal.shared().endpoint());
    private final TomcatNode tomcat;

    private WiredNode(TomcatVersion version) {
        tomcat = TomcatNode.builder(version)
                .name("wired")
                .jar(DropInJar.tomcat())
                .webapp("app", Webapps.TEST_WEBAPP)
                .webapp("touched", Webapps.TEST_WEBAPP)
                .build();
        ManagerLine line = ManagerLine.of(TABLE, wire.endpoint()).with("createTable", "true");
        Webapps.configure(tomcat, "app", line);
        Webapps.configure(tomcat, "touched", line.with("touchInterval", "PT0S"));
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
