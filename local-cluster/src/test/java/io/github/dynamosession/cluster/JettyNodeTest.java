package io.github.dynamosession.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@link TomcatNodeTest} does not show already: pausing, environment and failing starts are of all nodes. */
class JettyNodeTest {

    @TempDir
    private Path directory;

    private Path application;

    @BeforeEach
    void anApplicationThatShowsItsSurroundings() throws IOException {
        application = Files.createDirectory(directory.resolve("application"));
        Files.writeString(application.resolve("index.jsp"), """
                <%= application.getServerInfo() %>|<%= ProcessHandle.current().pid() %>|\
                <%= application.getMajorVersion() %>.<%= application.getMinorVersion() %>|\
                <%= application.getInitParameter("greeting") %>|<%= System.getProperty("greeting") %>""");
    }

    @ParameterizedTest
    @CsvSource({"JETTY_12_0, 10, 6.0", "JETTY_12_1, 10, 6.0", "JETTY_12_1, 11, 6.1"})
    void servesAnApplicationOfEachLevelInAProcessOfItsOwn(JettyVersion version, int level, String servlet)
            throws Exception {
        try (JettyNode node =
                described(version).jakartaEe(level).build().start().awaitReady()) {
            assertThat(Http.get(node.url()).body())
                    .startsWith("jetty/" + version.toString().replace("Jetty ", "") + ".")
                    .contains("|" + node.pid() + "|" + servlet + "|");
        }
    }

    @ParameterizedTest
    @EnumSource
    void propertiesReachTheServerAndTheSetUpItsApplicationAndZipsTheDirectory(JettyVersion version) throws Exception {
        JettyNodeBuilder described = described(version)
                .unzip(zip(Map.of(
                        "modules/greeting.mod", "[xml]\netc/greeting.xml\n",
                        "etc/greeting.xml", """
                        <?xml version="1.0"?>
                        <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "https://jetty.org/configure_10_0.dtd">
                        <Configure id="Server" class="org.eclipse.jetty.server.Server">
                          <Call class="java.lang.System" name="setProperty">
                            <Arg>greeting</Arg>
                            <Arg><Property name="greeting"/></Arg>
                          </Call>
                        </Configure>""")))
                .module("greeting")
                .property("greeting", "it's $HOME; \"so\"")
                .setUp("ROOT", "<Call name=\"setInitParameter\"><Arg>greeting</Arg><Arg>a &amp; b</Arg></Call>");
        try (JettyNode node = described.build().start().awaitReady()) {
            assertThat(Http.get(node.url()).body()).endsWith("|a & b|it's $HOME; \"so\"");
        }
    }

    @Test
    void comesBackOnTheSamePortAfterAKill() throws Exception {
        try (JettyNode node = described(JettyVersion.JETTY_12_0).build().start().awaitReady()) {
            node.kill();
            assertThatThrownBy(() -> Http.get(node.url())).isInstanceOf(IOException.class);
            assertThat(node.log()).doesNotContain("JettyShutdownThread");

            node.restart().awaitReady();
            assertThat(Http.get(node.url()).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStopIsOrderly(JettyVersion version) {
        try (JettyNode node = described(version).build().start().awaitReady()) {
            node.stop();
            assertThat(node.isAlive()).isFalse();
            assertThat(node.log()).contains("JettyShutdownThread: Stopped");
        }
    }

    private JettyNodeBuilder described(JettyVersion version) {
        return JettyNode.builder(version).name("plain").module("ee-jsp").webapp("ROOT", application);
    }

    private Path zip(Map<String, String> files) throws IOException {
        Path zip = directory.resolve("addition.zip");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                entries.putNextEntry(new ZipEntry(file.getKey()));
                entries.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return zip;
    }
}
