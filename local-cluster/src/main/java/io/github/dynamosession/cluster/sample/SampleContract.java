package io.github.dynamosession.cluster.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.CookieClient;
import io.github.dynamosession.cluster.ProgramNodeBuilder;
import io.github.dynamosession.cluster.ServerNode;
import io.github.dynamosession.cluster.TwoPrograms;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every sample has to show, on two processes of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SampleContract {

    private final TwoPrograms nodes;

    /** @param jar the sample as packaged */
    protected SampleContract(Path jar) {
        nodes = TwoPrograms.of(jar, this::configure);
    }

    /** Tells a node its port, in the way of the sample. */
    protected abstract ProgramNodeBuilder configure(ProgramNodeBuilder node);

    @BeforeEach
    void run() {
        nodes.run();
    }

    @AfterAll
    void close() {
        nodes.close();
    }

    @Test
    void aCartGoesOnOnTheOtherNodeAndOutlivesTheOneThatBeganIt() {
        CookieClient ann = new CookieClient();
        assertThat(add(ann, nodes.left(), "tea")).isEqualTo("tea");
        assertThat(add(ann, nodes.right(), "milk")).isEqualTo("tea, milk");
        assertThat(add(ann, nodes.left(), "bread")).isEqualTo("tea, milk, bread");

        nodes.left().kill();
        assertThat(cart(ann, nodes.right())).isEqualTo("tea, milk, bread");
    }

    final TwoPrograms nodes() {
        return nodes;
    }

    static String add(CookieClient client, ServerNode node, String item) {
        return client.post(node, "/cart", "item=" + item).body().strip();
    }

    static String cart(CookieClient client, ServerNode node) {
        return client.get(node, "/cart").body().strip();
    }
}
