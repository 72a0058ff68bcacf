package io.github.dynamosession.it;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.cluster.ServerNode;
import io.github.dynamosession.it.wire.StoreWire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Tomcat 10.1 and a Tomcat 11 with our valve for single sign-on, and the test web application as "shop", "news" and
 * "blog". What the valve asks the store goes over a wire that counts it.
 */
final class SignOnNodes implements AutoCloseable {

    private static final String VALVE = """
            <Valve className="io.github.dynamosession.tomcat.DynamoDbSingleSignOn"
                tableName="%s" endpoint="%s" region="eu-central-1" createTable="true"/>
            </Host>""";

    private final StoreWire wire = StoreWire.to(DynamoDbLocal.shared().endpoint());
    private final Table table = new Table(DynamoDbLocal.shared().endpoint(), "single-sign-on");
    private final List<ServerNode> nodes;
    private int turn;

    SignOnNodes() {
        nodes = Stream.of(ContainerKind.TOMCAT_10_1, ContainerKind.TOMCAT_11_0)
                .map(this::start)
                .toList();
        nodes.forEach(ServerNode::awaitReady);
    }

    private ServerNode start(ContainerKind kind) {
        StoreProperties store = StoreProperties.of(
                        table.name(), DynamoDbLocal.shared().endpoint())
                .with("createTable", "true")
                .with("sweepInterval", "PT1S");
        List<Webapp> webapps = Stream.of("shop", "news", "blog")
                .map(name -> Webapp.of(name, store))
                .toList();
        ServerNode node = kind.node("sign-on", webapps);
        Path serverXml = node.base().resolve("conf/server.xml");
        try {
            String valve = VALVE.formatted(table.name(), wire.endpoint());
            Files.writeString(serverXml, Files.readString(serverXml).replace("</Host>", valve));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return node.start();
    }

    /** Another one than the last time. */
    ServerNode next() {
        return nodes.get(turn++ % nodes.size());
    }

    List<ServerNode> all() {
        return nodes;
    }

    StoreWire wire() {
        return wire;
    }

    Table table() {
        return table;
    }

    @Override
    public void close() {
        nodes.forEach(ServerNode::close);
        table.close();
        wire.close();
    }
}
