package io.github.dynamosession.boot;

import io.github.dynamosession.boot.shop.ShopApplication;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;

/** The shop on a Tomcat and on a Jetty, and one table: each request goes to the other node than the one before. */
final class TwoNodes implements AutoCloseable {

    private final List<ConfigurableApplicationContext> nodes;
    private int turn;

    TwoNodes(List<String> arguments) {
        String[] all =
                Stream.concat(Container.twoLines().stream(), arguments.stream()).toArray(String[]::new);
        nodes = Stream.of(Container.values())
                .map(container -> container.run(ShopApplication.class, all))
                .toList();
    }

    URI next(String path) {
        String port = nodes.get(turn++ % nodes.size()).getEnvironment().getRequiredProperty("local.server.port");
        return URI.create("http://127.0.0.1:" + port + path);
    }

    @Override
    public void close() {
        nodes.forEach(ConfigurableApplicationContext::close);
    }
}
