package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.JettyNodeBuilder;
import io.github.dynamosession.cluster.Ports;
import java.net.URI;
import java.util.List;

/** What Prometheus reads of a node. */
final class Scrape {

    private final int port = Ports.free();
    private final Node page = () -> URI.create("http://127.0.0.1:" + port);

    /** The sample for Tomcat, with what docs/metrics.md adds to it. */
    String addTo(String contextXml) {
        return contextXml.replace(
                "createTable=\"true\"",
                "createTable=\"true\" metrics=\"prometheus\" metricsAddress=\"127.0.0.1\" metricsPort=\"" + port
                        + "\"");
    }

    JettyNodeBuilder addTo(JettyNodeBuilder node) {
        return node.property("jetty.session.dynamodb.metrics", "prometheus")
                .property("jetty.session.dynamodb.metricsAddress", "127.0.0.1")
                .property("jetty.session.dynamodb.metricsPort", String.valueOf(port));
    }

    /** The one line of a meter about successful calls of an application. */
    String line(String meter, String application, String call) {
        List<String> lines = new Browser()
                .get(page, "/metrics")
                .ok()
                .body()
                .lines()
                .filter(line -> line.startsWith("dynamosession_" + meter + "{"))
                .filter(line -> line.contains("application=\"" + application + "\""))
                .filter(line -> line.contains("call=\"" + call + "\"") && line.contains("outcome=\"success\""))
                .toList();
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }
}
