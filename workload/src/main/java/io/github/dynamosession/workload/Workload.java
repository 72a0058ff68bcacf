package io.github.dynamosession.workload;

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Many clients who use the shop at one address. They begin with {@link Builder#start()} and go on, whatever happens to the
 * shop, until {@link #finish()}. Safe for use by several threads.
 */
public final class Workload implements AutoCloseable {

    private final Collection<Exchange> exchanges = new ConcurrentLinkedQueue<>();
    private final Pace pace;
    private final ExecutorService threads;
    private final List<Future<Void>> clients;

    private Workload(Builder builder) {
        pace = new Pace(builder.steps);
        threads = Executors.newFixedThreadPool(builder.clients);
        ShopConnection shop = new ShopConnection(builder.shop, builder.requestTimeout);
        String run = Long.toString(ThreadLocalRandom.current().nextLong(1L << 30), Character.MAX_RADIX);
        clients = IntStream.rangeClosed(1, builder.clients)
                .mapToObj(client ->
                        new Shopper(client, run, shop, pace, builder.thinkTime, exchanges, new Random(client)))
                .map(threads::submit)
                .toList();
    }

    /** For the shop whose root is that address, with a slash at its end. */
    public static Builder builder(URI shop) {
        return new Builder(shop);
    }

    /** Lets the clients take so many steps more, if they were told to wait for that. */
    public void allow(int steps) {
        pace.allow(steps);
    }

    /** How many steps have begun. A step is one to seven requests, most of them at once. */
    public int begun() {
        return pace.begun();
    }

    /**
     * Lets the clients end their step and look once more at what they have and what they had, and returns all that they
     * were answered. The shop must be well again by now.
     *
     * @throws IllegalStateException if a client has got no good answer for a minute, or no session at all
     */
    public History finish() throws InterruptedException {
        pace.end(clients.size());
        for (Future<Void> client : clients) {
            try {
                client.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a client of the workload has failed", e.getCause());
            }
        }
        return new History(exchanges);
    }

    /** Ends the clients in the middle of what they do. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** Describes a workload. */
    public static final class Builder {

        private final URI shop;
        private int clients = 20;
        private Duration thinkTime = Duration.ZERO;
        private Duration requestTimeout = Duration.ofSeconds(10);
        private int steps = Pace.UNLIMITED;

        private Builder(URI shop) {
            this.shop = shop;
        }

        /** By default 20. */
        public Builder clients(int value) {
            clients = value;
            return this;
        }

        /** How long each client waits between two steps; by default it does not. */
        public Builder thinkTime(Duration value) {
            thinkTime = value;
            return this;
        }

        /** After that, a request has failed, by default after ten seconds. */
        public Builder requestTimeout(Duration value) {
            requestTimeout = value;
            return this;
        }

        /** The clients wait for each step to be allowed; by default they take as many as they can. */
        public Builder stepsOnDemand() {
            steps = 0;
            return this;
        }

        public Workload start() {
            return new Workload(this);
        }
    }
}
