package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trap 1: a client that follows up at the first bytes of a response finds the change, on any other node. */
@OnEveryContainer
final class FreshnessIT {

    private static final int TIMES = Figures.times(10, 30);
    private static final int TIMES_OVER_HTTP2 = Figures.times(4, 10);

    private final Cluster cluster;

    FreshnessIT(Cluster cluster) {
        this.cluster = cluster;
    }

    @ParameterizedTest
    @EnumSource(Ending.class)
    void theNextRequestSeesTheChangeAtTheFirstBytesOfItsResponse(Ending ending) throws IOException {
        for (int i = 0; i < ending.times(TIMES); i++) {
            follow(ending, i);
        }
    }

    private void follow(Ending ending, int i) throws IOException {
        Browser ann = newOrKnown(i);
        String gate = "first-bytes-" + ending + i;
        try (FirstBytes response = FirstBytes.send(ann.request(cluster.node(i), ending.path("user " + i, gate)))) {
            ann.read(response.head());
            assertThat(ann.ask(cluster.node(i + 1), "get:user")).isEqualTo("user " + i);
            cluster.node(i).control("open:" + gate);
        }
    }

    @ParameterizedTest
    @EnumSource(Ending.class)
    void theNextRequestSeesTheChangeAtTheHeadersOfAnHttp2Response(Ending ending) throws Exception {
        HttpClient http2 =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        for (Node node : cluster.nodes()) {
            upgrade(http2, node);
        }
        for (int i = 0; i < ending.times(TIMES_OVER_HTTP2); i++) {
            followHttp2(http2, ending, i);
        }
    }

    /** The response to an upgrading request stalls when it exceeds HTTP/2's first window, whatever the manager. */
    private static void upgrade(HttpClient http2, Node node) throws Exception {
        http2.send(new Browser().request(node, "/app/ignored/do"), BodyHandlers.discarding());
    }

    private void followHttp2(HttpClient http2, Ending ending, int i) throws Exception {
        Browser ann = newOrKnown(i);
        String gate = "http2-" + ending + i;
        HttpResponse<InputStream> response =
                http2.send(ann.request(cluster.node(i), ending.path("user " + i, gate)), BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            ann.read(response.headers());
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(ann.ask(cluster.node(i + 1), "get:user")).isEqualTo("user " + i);
            cluster.node(i).control("open:" + gate);
            body.readAllBytes();
        }
    }

    /** Every second session is created by the very request that is followed. */
    private Browser newOrKnown(int i) {
        Browser ann = new Browser();
        if (i % 2 == 1) {
            ann.on(cluster.node(i), "set:user:nobody").ok();
        }
        return ann;
    }

    /** The ways in which a response leaves. Those that can wait do, so that no save at the end comes to the rescue. */
    private enum Ending {
        PLAIN("set"),
        NO_BODY("set", "length:0"),
        REDIRECT("set", "redirect:/do"),
        SEND_ERROR("set", "error:404"),
        APPLICATION_ERROR_PAGE("error:409"),
        EXCEPTION("set", "throw"),
        FLUSH("set", "flush", "await"),
        BODY_OVER_THE_BUFFER("set", "big:70000", "await"),
        FORWARD("forward", "set"),
        ASYNC_COMPLETE("async", "set", "complete"),
        ASYNC_DISPATCH("async", "dispatch", "set"),
        ASYNC_STREAM("async", "set", "flush", "await", "complete"),
        ASYNC_TIMEOUT("timeout:200", "set");

        private final String[] steps;

        Ending(String... steps) {
            this.steps = steps;
        }

        /** Tomcat looks for time-outs once a second. */
        int times(int usual) {
            return this == ASYNC_TIMEOUT ? 4 : usual;
        }

        String path(String user, String gate) {
            String[] named = IntStream.range(0, steps.length)
                    .mapToObj(i -> steps[i].equals("set") ? "set:user:" + user : steps[i])
                    .map(step -> step.equals("await") ? "await:" + gate : step)
                    .toArray(String[]::new);
            return Query.path(Browser.APP, named) + "&page=" + user.replace(' ', '+');
        }
    }
}
