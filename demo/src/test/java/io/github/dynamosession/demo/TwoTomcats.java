package io.github.dynamosession.demo;

import static io.github.dynamosession.cluster.TomcatVersion.TOMCAT_11_0;

import io.github.dynamosession.cluster.TomcatNode;
import io.github.dynamosession.cluster.TomcatNodeBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The shop on two Tomcats behind the balancer, with whatever keeps their sessions. */
final class TwoTomcats implements AutoCloseable {

    private final List<TomcatNode> servers;
    private final List<DemoNode> nodes;
    private final Balancer balancer;

    private TwoTomcats(List<TomcatNode> servers, List<DemoNode> nodes, Balancer balancer) {
        this.servers = servers;
        this.nodes = nodes;
        this.balancer = balancer;
    }

    static TwoTomcats start(UnaryOperator<TomcatNodeBuilder> sessions) {
        BackendPool pool = new BackendPool();
        List<TomcatNode> servers = Stream.of("tomcat-a", "tomcat-b")
                .map(name -> tomcat(name, sessions))
                .toList();
        List<DemoNode> nodes =
                servers.stream().map(server -> new DemoNode(server, pool)).toList();
        nodes.forEach(DemoNode::start);
        nodes.forEach(DemoNode::awaitUp);
        AccessLog log = new AccessLog();
        return new TwoTomcats(servers, nodes, Balancer.start(0, pool, log, new NodeControl(nodes, log)));
    }

    private static TomcatNode tomcat(String name, UnaryOperator<TomcatNodeBuilder> sessions) {
        return sessions.apply(TomcatNode.builder(TOMCAT_11_0)
                        .name(name)
                        .webapp("ROOT", Path.of(System.getProperty("demo.webapp")))
                        .systemProperty("demo.node", name))
                .build();
    }

    URI address() {
        return balancer.address();
    }

    /** Takes each node out of the balancer, and starts it with this {@code context.xml}. */
    void changeInTurn(String contextXml, Runnable between) throws IOException {
        for (int i = 0; i < nodes.size(); i++) {
            Files.writeString(servers.get(i).base().resolve("conf/context.xml"), contextXml);
            nodes.get(i).restart();
            between.run();
        }
    }

    @Override
    public void close() {
        balancer.close();
        nodes.forEach(DemoNode::close);
    }
}
