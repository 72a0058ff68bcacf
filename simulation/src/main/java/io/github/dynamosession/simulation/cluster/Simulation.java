package io.github.dynamosession.simulation.cluster;

import io.github.dynamosession.simulation.network.Mutation;
import io.github.dynamosession.simulation.network.Network;
import io.github.dynamosession.simulation.network.Weather;
import io.github.dynamosession.simulation.network.Weather.Rates;
import io.github.dynamosession.simulation.table.MemoryTable;
import io.github.dynamosession.simulation.world.Host;
import io.github.dynamosession.simulation.world.World;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.workload.Exchange;
import io.github.dynamosession.workload.History;
import io.github.dynamosession.workload.Shopper;
import io.github.dynamosession.workload.Steps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A day of the shop from a seed: some nodes, some clients, one table, and all that can go wrong between them. The same seed and
 * settings give the same history.
 */
public final class Simulation {

    private static final int NODES = 3;
    private static final int CLIENTS = 10;
    /** Of each client; a step is one to seven requests, most of them at once. */
    private static final int STEPS = 50;

    private static final Duration THINK_TIME = Duration.ofMillis(500);

    private final long seed;
    private final SessionStoreConfig config;
    private final Rates rates;
    private final Mutation mutation;

    private Simulation(Builder builder) {
        this.seed = builder.seed;
        this.config = SessionStoreConfig.of(builder.properties);
        this.rates = builder.rates;
        this.mutation = builder.mutation;
    }

    public static Builder of(long seed) {
        return new Builder(seed);
    }

    /**
     * Runs it. Once.
     *
     * @throws AssertionError if something of it fails that no fault explains
     */
    public History run() throws InterruptedException {
        World world = new World(seed);
        Weather weather = new Weather(world, rates);
        MemoryTable table = new MemoryTable(config.tableName(), learn -> world.after(weather.indexLag(), learn));
        Cluster cluster = new Cluster(world, config, table, new Network(world, weather), weather, mutation);
        List<Exchange> exchanges = new ArrayList<>();
        world.run(new Host("clients"), () -> {
            for (int node = 0; node < NODES; node++) {
                cluster.startOne();
            }
            world.begin(new Host("chaos"), Duration.ofSeconds(1), new Chaos(world, cluster, weather, table));
            shop(world, cluster, exchanges);
        });
        cluster.close();
        return new History(exchanges);
    }

    private void shop(World world, Cluster cluster, List<Exchange> exchanges) {
        List<World.Signal> ends = new ArrayList<>();
        for (int client = 1; client <= CLIENTS; client++) {
            World.Signal end = new World.Signal();
            ends.add(end);
            Shopper shopper = new Shopper(
                    client,
                    Long.toString(seed, Character.MAX_RADIX),
                    cluster,
                    stepsOfOne(),
                    THINK_TIME,
                    exchanges,
                    new Random(seed * CLIENTS + client));
            world.begin(new Host("client-" + client), Duration.ofSeconds(1), () -> {
                try {
                    shopper.call();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                world.give(end);
            });
        }
        ends.forEach(end -> world.await(end, Duration.ofDays(365)));
    }

    private static Steps stepsOfOne() {
        int[] left = {STEPS};
        return () -> left[0]-- > 0;
    }

    /** Describes a simulation. */
    public static final class Builder {

        private final long seed;
        private final Map<String, String> properties = new HashMap<>(Map.of("applicationName", "shop"));
        private Rates rates = Rates.STORM;
        private Mutation mutation = Mutation.NONE;

        private Builder(long seed) {
            this.seed = seed;
        }

        /** How bad things are; by default {@link Rates#STORM}. */
        public Builder rates(Rates value) {
            rates = value;
            return this;
        }

        /** A property of the nodes' configuration. */
        public Builder property(String name, String value) {
            properties.put(name, value);
            return this;
        }

        /** What is wrong with the product; by default nothing that is known. */
        public Builder mutation(Mutation value) {
            mutation = value;
            return this;
        }

        public Simulation build() {
            return new Simulation(this);
        }
    }
}
