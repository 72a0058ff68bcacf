package io.github.dynamosession.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.CookieClient;
import io.github.dynamosession.cluster.ServerNode;
import io.github.dynamosession.cluster.TwoPrograms;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EmbeddedJettyIT {

    private static final Path PROGRAM = Path.of("target", "jetty-embedded.jar");

    private final CookieClient ann = new CookieClient();

    @Test
    void aCartGoesOnOnTheOtherNodeAndOutlivesTheOneThatBeganIt() {
        try (TwoPrograms nodes = TwoPrograms.start(PROGRAM, node -> node.argument("PORT"))) {
            assertThat(add(nodes.left(), "tea")).isEqualTo("tea\n");
            assertThat(add(nodes.right(), "milk")).isEqualTo("tea, milk\n");
            assertThat(add(nodes.left(), "bread")).isEqualTo("tea, milk, bread\n");

            nodes.left().kill();
            assertThat(ann.get(nodes.right(), "/cart").body()).isEqualTo("tea, milk, bread\n");
        }
    }

    private String add(ServerNode node, String item) {
        return ann.post(node, "/cart", "item=" + item).body();
    }
}
