package io.github.dynamosession.demo;

import static io.github.dynamosession.cluster.JettyVersion.JETTY_12_1;
import static io.github.dynamosession.cluster.TomcatVersion.TOMCAT_10_1;
import static io.github.dynamosession.cluster.TomcatVersion.TOMCAT_11_0;

import io.github.dynamosession.cluster.DropInJar;
import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.cluster.JettyNode;
import io.github.dynamosession.cluster.ServerNode;
import io.github.dynamosession.cluster.TomcatNode;
import io.github.dynamosession.cluster.TomcatVersion;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** DynamoDB Local, two Tomcats and a Jetty with what their users install, and the balancer before them. */
final class DemoCluster implements AutoCloseable {

    /** What the page does once with the session's lock and once without; all else goes without. */
    private static final String LOCKED = "/api/parallel/locked";

    /** Nobody wants to look at the page for minutes until a session has expired. */
    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(2);

    private static final String CONTEXT_XML = """
            <Context>
              <Manager className="io.github.dynamosession.tomcat.DynamoDbManager" tableName="demo-sessions"
                       createTable="true" endpoint="${demo.endpoint}" region="eu-central-1" ignoredUris="/_node/.*"
                       lockMode="session" lockUris="%s" sweepInterval="%s"/>
            </Context>
            """.formatted(LOCKED, SWEEP_INTERVAL);

    private final DynamoDbLocal dynamoDb;
    private final List<DemoNode> nodes;
    private final Balancer balancer;

    private DemoCluster(DynamoDbLocal dynamoDb, List<DemoNode> nodes, Balancer balancer) {
        this.dynamoDb = dynamoDb;
        this.nodes = nodes;
        this.balancer = balancer;
    }

    /** Returns when all of it answers. */
    static DemoCluster start(int port, Consumer<String> progress) {
        Instant begin = Instant.now();
        DynamoDbLocal dynamoDb = DynamoDbLocal.start();
        say(progress, begin, "DynamoDB Local at " + dynamoDb.endpoint());
        BackendPool pool = new BackendPool();
        List<DemoNode> nodes = Stream.of(
                        tomcat("tomcat-a", TOMCAT_10_1, dynamoDb),
                        tomcat("tomcat-b", TOMCAT_11_0, dynamoDb),
                        jetty("jetty-c", dynamoDb))
                .map(server -> new DemoNode(server, pool))
                .toList();
        nodes.forEach(DemoNode::start);
        for (DemoNode node : nodes) {
            node.awaitUp();
            say(progress, begin, node.name() + ", " + node.version() + " at " + node.url());
        }
        AccessLog log = new AccessLog();
        Balancer balancer = Balancer.start(port, pool, log, new NodeControl(nodes, log));
        say(progress, begin, "balancer, round robin without stickiness, at " + balancer.address());
        return new DemoCluster(dynamoDb, nodes, balancer);
    }

    private static void say(Consumer<String> progress, Instant begin, String what) {
        double seconds = Duration.between(begin, Instant.now()).toMillis() / 1000.0;
        progress.accept(String.format(Locale.ROOT, "  %4.1f s  %s", seconds, what));
    }

    private static ServerNode tomcat(String name, TomcatVersion version, DynamoDbLocal dynamoDb) {
        return TomcatNode.builder(version)
                .name(name)
                .jar(DropInJar.tomcat())
                .contextXml(CONTEXT_XML)
                .webapp("ROOT", Path.of(System.getProperty("demo.webapp")))
                .systemProperty("demo.node", name)
                .systemProperty("demo.endpoint", dynamoDb.endpoint().toString())
                .build();
    }

    private static ServerNode jetty(String name, DynamoDbLocal dynamoDb) {
        return JettyNode.builder(JETTY_12_1)
                .name(name)
                .unzip(DropInJar.jettyModule())
                .module("session-store-dynamodb")
                .module("ee-annotations")
                .property("jetty.session.dynamodb.tableName", "demo-sessions")
                .property("jetty.session.dynamodb.createTable", "true")
                .property("jetty.session.dynamodb.endpoint", dynamoDb.endpoint().toString())
                .property("jetty.session.dynamodb.region", "eu-central-1")
                .property("jetty.session.dynamodb.ignoredUris", "/_node/.*")
                .property("jetty.session.dynamodb.lockMode", "session")
                .property("jetty.session.dynamodb.lockUris", LOCKED)
                .property("jetty.session.dynamodb.sweepInterval", SWEEP_INTERVAL.toString())
                .webapp("ROOT", Path.of(System.getProperty("demo.webapp")))
                .systemProperty("demo.node", name)
                .build();
    }

    URI address() {
        return balancer.address();
    }

    List<DemoNode> nodes() {
        return nodes;
    }

    @Override
    public void close() {
        balancer.close();
        nodes.forEach(DemoNode::close);
        dynamoDb.close();
    }
}
