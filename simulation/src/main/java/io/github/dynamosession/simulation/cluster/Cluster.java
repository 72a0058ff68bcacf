package io.github.dynamosession.simulation.cluster;

import io.github.dynamosession.simulation.cluster.Node.Pending;
import io.github.dynamosession.simulation.network.Mutation;
import io.github.dynamosession.simulation.network.Network;
import io.github.dynamosession.simulation.network.Weather;
import io.github.dynamosession.simulation.table.MemoryTable;
import io.github.dynamosession.simulation.world.World;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.workload.Request;
import io.github.dynamosession.workload.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Nodes of the shop behind a balancer without stickiness: any node that serves may get a request. */
final class Cluster implements Shop {

    /** All nodes may stand still at once, for three minutes. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration QUICK = Duration.ofMillis(1);
    private static final Duration SLOW = Duration.ofMillis(30);

    private final World world;
    private final SessionStoreConfig config;
    private final MemoryTable table;
    private final Network network;
    private final Weather weather;
    private final Mutation mutation;
    private final List<Node> nodes = new ArrayList<>();
    private int started;

    Cluster(
            World world,
            SessionStoreConfig config,
            MemoryTable table,
            Network network,
            Weather weather,
            Mutation mutation) {
        this.world = world;
        this.config = config;
        this.table = table;
        this.network = network;
        this.weather = weather;
        this.mutation = mutation;
    }

    Node startOne() {
        Node node = new Node(world, "node-" + ++started, config, table, network, weather, mutation);
        node.start();
        nodes.add(node);
        return node;
    }

    Node anyNode() {
        return nodes.get(world.random().nextInt(nodes.size()));
    }

    void crash(Node node) {
        nodes.remove(node);
        node.crash();
    }

    void close() {
        nodes.forEach(Node::close);
    }

    @Override
    public List<Reply> send(List<Request> requests, Optional<String> sessionId) {
        Instant begin = now();
        List<Optional<Pending>> sent = requests.stream()
                .map(request -> chosen().map(node -> node.serve(world.between(QUICK, SLOW), request, sessionId)))
                .toList();
        List<Reply> replies = new ArrayList<>();
        for (Optional<Pending> pending : sent) {
            replies.add(reply(begin, pending));
        }
        return replies;
    }

    private Optional<Node> chosen() {
        List<Node> serving = nodes.stream().filter(Node::serves).toList();
        return serving.isEmpty()
                ? Optional.empty()
                : Optional.of(serving.get(world.random().nextInt(serving.size())));
    }

    private Reply reply(Instant begin, Optional<Pending> sent) {
        if (sent.isEmpty()) {
            world.sleep(QUICK);
            return new Reply(begin, now(), false, Answer.failure("no node").outcome(), Optional.empty());
        }
        world.await(sent.get().done(), Duration.between(now(), begin.plus(REQUEST_TIMEOUT)));
        Answer answer = sent.get().answer();
        return new Reply(begin, now(), false, answer.outcome(), answer.sessionId());
    }

    @Override
    public Duration patience() {
        return PATIENCE;
    }

    @Override
    public Instant now() {
        return world.instant();
    }

    @Override
    public void pause(Duration time) {
        world.sleep(time.compareTo(QUICK) > 0 ? time : QUICK);
    }
}
