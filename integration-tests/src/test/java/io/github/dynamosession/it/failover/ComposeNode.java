package io.github.dynamosession.it.failover;

import static org.awaitility.Awaitility.await;

import io.github.dynamosession.it.Answer;
import io.github.dynamosession.it.Browser;
import io.github.dynamosession.it.Node;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** A node of the cluster: its container, and its place in the balancer. */
record ComposeNode(String name, ComposeService container, Balancer balancer) implements Node {

    private static final Duration WITHIN = Duration.ofMinutes(1);

    /** Past the balancer. */
    @Override
    public URI uri() {
        return container.uri();
    }

    Answer get(String path) {
        return new Browser().get(this, path).ok();
    }

    /** By its answers. */
    Instant clock() {
        String date = get("/").headers().firstValue("Date").orElseThrow();
        return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }

    /** What a deployment does to a node: no new requests, the last answers, and only then the change. */
    void takeOutFor(Runnable change) {
        balancer.drain(name);
        await().atMost(WITHIN).until(() -> balancer.isIdle(name));
        change.run();
        container.awaitHealthy();
        balancer.ready(name);
        awaitServing();
    }

    void awaitServing() {
        container.awaitHealthy();
        await().atMost(WITHIN).until(() -> balancer.isUp(name));
    }
}
