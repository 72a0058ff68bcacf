package io.github.dynamosession.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TomcatNodeTest {

    @TempDir
    private Path application;

    @BeforeEach
    void anApplicationThatShowsItsSurroundings() throws IOException {
        Files.writeString(application.resolve("index.jsp"), """
                <%= application.getServerInfo() %>|<%= ProcessHandle.current().pid() %>|\
                <%= System.getProperty("greeting") %>|<%= System.getenv("GREETING") %>|\
                <%= application.getInitParameter("greeting") %>""");
    }

    @ParameterizedTest
    @EnumSource
    void servesAnApplicationInAProcessOfItsOwn(TomcatVersion version) throws Exception {
        try (TomcatNode node = described(version).build().start().awaitReady()) {
            String line = version.toString().replace(' ', '/');
            assertThat(Http.get(node.url()).body()).startsWith("Apache " + line).contains("|" + node.pid() + "|");
        }
    }

    @Test
    void propertiesReachTheJvmAndTomcatsConfigurationUnchangedByTheShell() throws Exception {
        String context = "<Context><Parameter name=\"greeting\" value=\"${greeting}\" override=\"false\"/></Context>";
        TomcatNodeBuilder described = described(TomcatVersion.TOMCAT_11_0)
                .contextXml(context)
                .systemProperty("greeting", "it's $HOME; \"so\"")
                .environment("GREETING", "a & b");
        try (TomcatNode node = described.build().start().awaitReady()) {
            assertThat(Http.get(node.url()).body()).endsWith("|it's $HOME; \"so\"|a & b|it's $HOME; \"so\"");
        }
    }

    @Test
    void comesBackOnTheSamePortAfterAKill() throws Exception {
        try (TomcatNode node =
                described(TomcatVersion.TOMCAT_10_1).build().start().awaitReady()) {
            long killed = node.pid();
            node.kill();
            assertThat(ProcessHandle.of(killed)).isEmpty();
            assertThatThrownBy(() -> Http.get(node.url())).isInstanceOf(IOException.class);
            assertThat(node.log()).doesNotContain("Stopping service");

            node.restart().awaitReady();
            assertThat(node.pid()).isNotEqualTo(killed);
            assertThat(Http.get(node.url()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aStopIsOrderlyEvenOfAPausedNode() throws Exception {
        try (TomcatNode node =
                described(TomcatVersion.TOMCAT_11_0).build().start().awaitReady()) {
            node.pause();
            assertThatThrownBy(() -> Http.get(node.url(), Duration.ofMillis(300)))
                    .isInstanceOf(HttpTimeoutException.class);

            node.stop();
            assertThat(node.isAlive()).isFalse();
            assertThat(node.log()).contains("Stopping service");
        }
    }

    @Test
    void aStartThatFailsShowsTheLog() {
        TomcatNodeBuilder described = described(TomcatVersion.TOMCAT_11_0).jvmOptions(List.of("-XX:+NoSuchOption"));
        try (TomcatNode node = described.build().start()) {
            assertThatThrownBy(node::awaitReady).hasMessageContaining("NoSuchOption");
        }
    }

    private TomcatNodeBuilder described(TomcatVersion version) {
        return TomcatNode.builder(version).name("plain").webapp("ROOT", application);
    }
}
