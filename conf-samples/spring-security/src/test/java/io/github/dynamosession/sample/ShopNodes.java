package io.github.dynamosession.sample;

import io.github.dynamosession.cluster.ContainerNodeBuilder;
import io.github.dynamosession.cluster.DropInJar;
import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.cluster.JettyNode;
import io.github.dynamosession.cluster.JettyVersion;
import io.github.dynamosession.cluster.ServerNode;
import io.github.dynamosession.cluster.TomcatNode;
import io.github.dynamosession.cluster.TomcatVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the README says: one war on two Tomcats and a Jetty, with the samples of configuration that are beside it. */
final class ShopNodes implements AutoCloseable {

    private static final Path WAR = Path.of("target", "shop.war").toAbsolutePath();
    private static final Path SAMPLES = Path.of("..");

    private final DynamoDbLocal dynamoDb = DynamoDbLocal.start();
    private final List<ServerNode> nodes;
    private int turn;

    ShopNodes() throws IOException {
        nodes = List.of(tomcat(TomcatVersion.TOMCAT_10_1), tomcat(TomcatVersion.TOMCAT_11_0), jetty());
        nodes.forEach(ServerNode::start);
        nodes.forEach(ServerNode::awaitReady);
    }

    private ServerNode tomcat(TomcatVersion version) throws IOException {
        return withTheShop(TomcatNode.builder(version))
                .jar(DropInJar.tomcat())
                .contextXml(Files.readString(SAMPLES.resolve("tomcat/context.xml")))
                .build();
    }

    private ServerNode jetty() throws IOException {
        return withTheShop(JettyNode.builder(JettyVersion.JETTY_12_0))
                .unzip(DropInJar.jettyModule())
                .file(
                        "start.d/session-store-dynamodb.ini",
                        Files.readString(SAMPLES.resolve("jetty/session-store-dynamodb.ini")))
                .build();
    }

    private <B extends ContainerNodeBuilder<B>> B withTheShop(B builder) {
        return builder.webapp("shop", WAR)
                .environment("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.endpoint().toString());
    }

    /** Another one than the last time. */
    ServerNode next() {
        return nodes.get(turn++ % nodes.size());
    }

    List<ServerNode> all() {
        return nodes;
    }

    @Override
    public void close() {
        nodes.forEach(ServerNode::close);
        dynamoDb.close();
    }
}
