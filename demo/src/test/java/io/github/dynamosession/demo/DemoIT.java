package io.github.dynamosession.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.dynamosession.workload.Findings;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The demo as users run it, with fewer requests. */
class DemoIT {

    private static final int PROCESSES_OF_THE_CLUSTER = 4;

    @AutoClose
    private static DemoCluster cluster;

    @BeforeAll
    static void start() {
        cluster = DemoCluster.start(0, System.out::println);
    }

    /** Traps 1, 8 and 27 at once: twenty clients on three nodes that die in turn. */
    @Test
    void nothingAcknowledgedIsLostWhileNodesAreKilled() throws Exception {
        Findings findings = Check.ofCluster(cluster, 300, System.out::println);
        System.out.println(findings);

        assertThat(findings.passed()).as(findings.toString()).isTrue();
        assertThat(findings.history().requests()).isGreaterThan(300);
        assertThat(findings.history().answersByNode()).containsOnlyKeys("tomcat-a", "tomcat-b", "jetty-c");
    }

    @Test
    void thePageLearnsWhatAClickHasCostAndCanKillAndRestartNodes() throws Exception {
        Page page = new Page(cluster.address());
        assertThat(page.get("/")).contains("demo.js");

        Map<String, Integer> before = page.calls();
        page.post("/api/count");
        page.post("/api/count");
        Map<String, Integer> calls = page.calls();
        calls.replaceAll((call, count) -> count - before.get(call));
        assertThat(calls).isEqualTo(Map.of("StoreLoads", 1, "StoreCreates", 1, "StoreSaves", 1));

        page.post("/_demo/nodes/tomcat-b/kill");
        assertThat(page.states()).containsEntry("tomcat-b", "down");
        assertThat(page.post("/api/count")).contains("\"counter\":3");
        page.post("/_demo/nodes/tomcat-b/restart");
        assertThat(page.states()).containsEntry("tomcat-b", "up");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void ctrlCLeavesNoProcessBehind() throws Exception {
        Process demo = demoInAProcessGroupOfItsOwn();
        try (BufferedReader output = demo.inputReader()) {
            assertThat(output.lines().anyMatch(line -> line.contains("Ctrl-C"))).isTrue();
            List<ProcessHandle> cluster = demo.descendants().toList();
            assertThat(cluster).hasSize(PROCESSES_OF_THE_CLUSTER);

            new ProcessBuilder("kill", "-INT", "--", "-" + demo.pid()).start().waitFor();

            assertThat(demo.waitFor(2, TimeUnit.MINUTES)).isTrue();
            await().until(() -> cluster.stream().noneMatch(ProcessHandle::isAlive));
        } finally {
            demo.destroy();
        }
    }

    /**
     * As a terminal starts it: Ctrl-C is a SIGINT to the whole group. Shells start background jobs with SIGINT ignored,
     * and so would the JVM, if this build is one.
     */
    private static Process demoInAProcessGroupOfItsOwn() throws IOException {
        return new ProcessBuilder(
                        "setsid",
                        "env",
                        "--default-signal=INT",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dlocal.runtimes=" + System.getProperty("local.runtimes"),
                        "-Ddemo.webapp=" + System.getProperty("demo.webapp"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Demo.class.getName())
                .redirectErrorStream(true)
                .start();
    }

    private record Page(URI address, HttpClient client) {

        Page(URI address) {
            this(
                    address,
                    HttpClient.newBuilder().cookieHandler(new CookieManager()).build());
        }

        String get(String path) throws IOException, InterruptedException {
            return send(HttpRequest.newBuilder(address.resolve(path)).GET());
        }

        String post(String path) throws IOException, InterruptedException {
            return send(HttpRequest.newBuilder(address.resolve(path)).POST(BodyPublishers.noBody()));
        }

        private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
            return client.send(request.version(HttpClient.Version.HTTP_1_1).build(), BodyHandlers.ofString())
                    .body();
        }

        /** Of all nodes since they started. */
        Map<String, Integer> calls() throws IOException, InterruptedException {
            Map<String, Integer> calls = new HashMap<>();
            for (Map<?, ?> node : nodes()) {
                for (String call : List.of("StoreLoads", "StoreCreates", "StoreSaves")) {
                    calls.merge(call, (Integer) ((Map<?, ?>) node.get("costs")).get(call), Integer::sum);
                }
            }
            return calls;
        }

        Map<String, String> states() throws IOException, InterruptedException {
            return nodes().stream()
                    .collect(Collectors.toMap(node -> (String) node.get("name"), node -> (String) node.get("state")));
        }

        private List<Map<?, ?>> nodes() throws IOException, InterruptedException {
            List<Map<?, ?>> nodes = new ArrayList<>();
            JSON.std.listFrom(get("/_demo/nodes")).forEach(node -> nodes.add((Map<?, ?>) node));
            return nodes;
        }
    }
}
