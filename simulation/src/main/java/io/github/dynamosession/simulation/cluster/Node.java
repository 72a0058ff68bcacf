package io.github.dynamosession.simulation.cluster;

import io.github.dynamosession.node.NodeSessions;
import io.github.dynamosession.simulation.network.Mutation;
import io.github.dynamosession.simulation.network.Network;
import io.github.dynamosession.simulation.network.SimulatedClient;
import io.github.dynamosession.simulation.network.Weather;
import io.github.dynamosession.simulation.table.MemoryTable;
import io.github.dynamosession.simulation.world.Host;
import io.github.dynamosession.simulation.world.World;
import io.github.dynamosession.simulation.world.World.Signal;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.dynamodb.SimulatedStores;
import io.github.dynamosession.workload.Request;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One node from its start to its crash: the real sessions of a node, on the real store, on a simulated client. */
final class Node {

    private static final Duration HEALTH_CHECKS = Duration.ofSeconds(10);

    /** A request that a node has. */
    static final class Pending {

        private final Signal done = new Signal();
        private @Nullable Answer answer;

        Signal done() {
            return done;
        }

        Answer answer() {
            return answer == null ? Answer.failure("timed out") : answer;
        }
    }

    private final World world;
    private final Host host;
    private final SessionStoreConfig config;
    private final SimulatedClient client;
    private final ShopContainer container;
    private final OpenSessions open = new OpenSessions();
    private final Set<Pending> pending = new LinkedHashSet<>();
    private @Nullable NodeSessions sessions;

    Node(
            World world,
            String name,
            SessionStoreConfig config,
            MemoryTable table,
            Network network,
            Weather weather,
            Mutation mutation) {
        this.world = world;
        this.host = new Host(name);
        this.config = config;
        this.container = new ShopContainer("/" + name);
        this.client = new SimulatedClient(
                table,
                mutation,
                network.wire(SimulatedStores.retries(config), config.attemptTimeout()),
                weather::isReadBehind);
    }

    Host host() {
        return host;
    }

    void start() {
        world.begin(host, Duration.ZERO, () -> {
            sessions =
                    NodeSessions.open(config, its -> SimulatedStores.open(its, client, world.clock(host)), container);
            sessions.startExpiryEvents();
        });
    }

    /** Whether a balancer sends it requests: it has started, and has not stood still for longer than health checks take. */
    boolean serves() {
        return sessions != null && !host.isDown() && world.pausedFor(host).compareTo(HEALTH_CHECKS) < 0;
    }

    /** Begins to serve a request, after the time that it is on its way. */
    Pending serve(Duration onItsWay, Request request, Optional<String> sessionId) {
        Pending begun = new Pending();
        pending.add(begun);
        NodeSessions its = Objects.requireNonNull(sessions);
        world.begin(host, onItsWay, () -> {
            Answer answer = new ServedRequest(host.toString(), its, open, this::newSessionId, request).serve(sessionId);
            end(begun, answer);
        });
        return begun;
    }

    private String newSessionId() {
        return "%016X%016X".formatted(world.random().nextLong(), world.random().nextLong());
    }

    private void end(Pending request, Answer answer) {
        if (pending.remove(request)) {
            request.answer = answer;
            world.give(request.done);
        }
    }

    /** As at a {@code kill -9}: who waits for an answer finds the connection broken. */
    void crash() {
        world.crash(host);
        Set.copyOf(pending).forEach(request -> end(request, Answer.failure("connection broken")));
        close();
    }

    /** What would otherwise stay of it in this JVM. */
    void close() {
        if (sessions != null) {
            sessions.close();
        }
    }
}
