package io.github.dynamosession.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;

class JettyVersionTest {

    @Test
    void theseTestsRunOnTheJettyThatTheBuildNamesForThem() {
        assertThat(Server.getVersion()).isEqualTo(System.getProperty("jetty.expected"));
    }
}
