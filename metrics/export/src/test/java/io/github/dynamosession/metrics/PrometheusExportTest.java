package io.github.dynamosession.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.cluster.Ports;
import io.github.dynamosession.store.Logged;
import io.github.dynamosession.store.SessionMetrics;
import io.github.dynamosession.store.SessionStoreConfig;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Prometheus reads of the web applications of a container, as they come and go. */
class PrometheusExportTest {

    private static final String LOADS =
            "dynamosession_store_call_seconds_count{application=\"%s\",call=\"load\",outcome=\"success\"} %s\n";

    private final HttpClient prometheus = HttpClient.newHttpClient();
    private final int port = Ports.free();
    private final Deque<Runnable> ends = new ArrayDeque<>();

    @AfterEach
    void endAll() {
        ends.forEach(Runnable::run);
    }

    private Runnable begin(String application, SessionMetrics metrics) {
        Runnable ending = new PrometheusExport().begin(config(application), metrics);
        ends.push(ending);
        return () -> {
            ends.remove(ending);
            ending.run();
        };
    }

    private SessionStoreConfig config(String application) {
        return SessionStoreConfig.of(Map.of(
                "applicationName",
                application,
                "metrics",
                "prometheus",
                "metricsAddress",
                "127.0.0.1",
                "metricsPort",
                String.valueOf(port)));
    }

    private String scrape() throws IOException, InterruptedException {
        URI page = URI.create("http://127.0.0.1:" + port + "/metrics");
        return prometheus
                .send(
                        HttpRequest.newBuilder(page)
                                .timeout(Duration.ofSeconds(30))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    @Test
    void anApplicationsFiguresCanBeReadOverHttp() throws Exception {
        SessionMetrics shop = new SessionMetrics();
        begin("/shop", shop);

        Figures.load(shop, 3);

        assertThat(scrape())
                .contains(LOADS.formatted("/shop", 3))
                .contains(
                        "dynamosession_store_call_seconds_bucket{application=\"/shop\",call=\"load\",outcome=\"success\",le=\"0.005\"} 3")
                .contains("# TYPE dynamosession_store_call_seconds histogram");
    }

    @Test
    void applicationsOfAContainerShareThePage() throws Exception {
        SessionMetrics shop = new SessionMetrics();
        SessionMetrics office = new SessionMetrics();
        begin("/shop", shop);
        begin("/office", office);

        Figures.load(shop, 1);
        Figures.load(office, 2);

        assertThat(scrape()).contains(LOADS.formatted("/shop", 1)).contains(LOADS.formatted("/office", 2));
    }

    @Test
    void anApplicationThatIsStoppedLeavesThePageAndTheOthersStay() throws Exception {
        SessionMetrics shop = new SessionMetrics();
        SessionMetrics office = new SessionMetrics();
        begin("/shop", shop);
        Runnable stop = begin("/office", office);
        Figures.load(shop, 1);
        Figures.load(office, 1);

        stop.run();
        Figures.load(office, 1);

        assertThat(scrape()).contains(LOADS.formatted("/shop", 1)).doesNotContain("/office");
        assertThat(office.isHeard()).isFalse();
    }

    @Test
    void anApplicationThatIsDeployedAgainCountsFromZero() throws Exception {
        SessionMetrics before = new SessionMetrics();
        begin("/office", new SessionMetrics());
        Runnable stop = begin("/shop", before);
        Figures.load(before, 5);
        stop.run();

        SessionMetrics after = new SessionMetrics();
        begin("/shop", after);
        Figures.load(after, 2);

        assertThat(scrape()).contains(LOADS.formatted("/shop", 2));
    }

    @Test
    void twoOfOneNameAreCountedTogetherAndOneOfThemGoesOn() throws Exception {
        SessionMetrics one = new SessionMetrics();
        SessionMetrics other = new SessionMetrics();
        Runnable stop = begin("/shop", one);
        begin("/shop", other);
        Figures.load(one, 1);
        Figures.load(other, 1);

        stop.run();
        Figures.load(other, 1);

        assertThat(scrape()).contains(LOADS.formatted("/shop", 3));
    }

    @Test
    void thePortIsFreeWhenTheLastHasStoppedAndTakenAgainByTheNext() throws Exception {
        begin("/shop", new SessionMetrics()).run();
        assertThatThrownBy(this::scrape).isInstanceOf(ConnectException.class);

        begin("/shop", new SessionMetrics());

        assertThat(scrape()).contains("application=\"/shop\"");
    }

    /** Two nodes on one machine, or the process before this one has not ended yet. */
    @Test
    void aPortThatIsTakenIsSaidAndTakenOnceItIsFree() throws Exception {
        try (Logged log = Logged.by(ScrapeServer.class)) {
            SessionMetrics shop = new SessionMetrics();
            try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                assertThat(other.isBound()).isTrue();
                begin("/shop", shop);
                assertThat(log.warnings())
                        .singleElement()
                        .asString()
                        .contains("http://127.0.0.1:" + port + "/metrics", "Address already in use", "metricsPort");
            }
            Figures.load(shop, 4);

            await().atMost(Duration.ofMinutes(1)).ignoreExceptions().untilAsserted(() -> assertThat(scrape())
                    .contains(LOADS.formatted("/shop", 4)));
            assertThat(log.warnings()).hasSize(1);
        }
    }

    @Test
    void anAddressThatIsNotOfThisMachineIsSaid() {
        try (Logged log = Logged.by(ScrapeServer.class)) {
            Runnable end = new PrometheusExport()
                    .begin(
                            SessionStoreConfig.of(Map.of(
                                    "applicationName",
                                    "/shop",
                                    "metrics",
                                    "prometheus",
                                    "metricsAddress",
                                    "no-such-host.invalid")),
                            new SessionMetrics());
            end.run();

            assertThat(log.warnings()).singleElement().asString().contains("http://no-such-host.invalid:9404/metrics");
        }
    }
}
