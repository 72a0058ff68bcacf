package io.github.dynamosession.benchmarks.requests;

import io.github.dynamosession.benchmarks.requests.Load.Figures;
import io.github.dynamosession.benchmarks.stub.StubDynamoDb;
import io.github.dynamosession.cluster.DynamoDbLocal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToDoubleFunction;

/**
 * A request from end to end: Tomcat 11 with sessions of 4 KB, against a servlet that makes the same calls with the SDK by hand,
 * on a DynamoDB that answers within a tenth of a millisecond. Both run at once, and are asked in turns, so that a busy machine
 * meets both. To be read as ratios within one run, which takes less than five minutes:
 *
 * <pre>{@code mvn -pl benchmarks -am package -DskipTests -Dbenchmark=requests}</pre>
 */
public final class RequestsBenchmark implements AutoCloseable {

    /**
     * How much is asked.
     *
     * @param warmUp of each kind, before anything is measured
     * @param stretch of one kind on one side
     */
    public record Extent(int rounds, Duration warmUp, Duration stretch) {
        public static final Extent WHOLE = new Extent(5, Duration.ofSeconds(6), Duration.ofSeconds(2));
    }

    private static final int MANY = 8;

    /** As a server has it, but for the heap. */
    private static final List<String> JVM = List.of("-Xms512m", "-Xmx512m", "-XX:+UseG1GC");

    private final Extent extent;
    private final StubDynamoDb stub;
    private final Map<Side, NodeUnderTest> nodes = new EnumMap<>(Side.class);

    /** Figures of each round, of one kind and side. */
    private record Rounds(List<Figures> alone, List<Figures> many, List<Double> calls) {
        Rounds() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    private record Compared(Rounds product, Rounds floor) {
        Compared() {
            this(new Rounds(), new Rounds());
        }
    }

    private RequestsBenchmark(Extent extent, StubDynamoDb stub) {
        this.extent = extent;
        this.stub = stub;
    }

    /** Starts all that takes part. */
    public static RequestsBenchmark start(Extent extent) throws Exception {
        RequestsBenchmark benchmark = new RequestsBenchmark(
                extent, StubDynamoDb.start(DynamoDbLocal.shared().endpoint()));
        try {
            benchmark.open();
            return benchmark;
        } catch (Exception e) {
            benchmark.close();
            throw e;
        }
    }

    private void open() throws Exception {
        String table = "benchmark-" + UUID.randomUUID();
        for (Side side : Side.values()) {
            nodes.put(side, NodeUnderTest.start(side, stub.endpoint(), table, JVM));
        }
        nodes.values().forEach(NodeUnderTest::awaitReady);
        for (int client = 0; client < MANY; client++) {
            node(Side.FLOOR).open(node(Side.PRODUCT).open(null));
        }
    }

    /** Measures all, and returns the rows of the table in docs/benchmarks.md. */
    public List<String> rows() throws Exception {
        for (RequestKind kind : RequestKind.values()) {
            for (NodeUnderTest node : nodes.values()) {
                Load.run(node, kind, MANY, extent.warmUp());
            }
        }
        Map<RequestKind, Compared> all = new EnumMap<>(RequestKind.class);
        for (int round = 0; round < extent.rounds(); round++) {
            for (RequestKind kind : RequestKind.values()) {
                Compared compared = all.computeIfAbsent(kind, any -> new Compared());
                measure(node(Side.FLOOR), kind, compared.floor());
                measure(node(Side.PRODUCT), kind, compared.product());
            }
        }
        stub.requireNoRefusals();
        List<String> rows = new ArrayList<>();
        all.forEach((kind, compared) -> rows.add(row(kind, compared.product(), compared.floor())));
        return rows;
    }

    private void measure(NodeUnderTest node, RequestKind kind, Rounds into) throws Exception {
        into.alone().add(Load.run(node, kind, 1, extent.stretch()));
        long before = calls();
        Figures many = Load.run(node, kind, MANY, extent.stretch());
        into.many().add(many);
        into.calls().add((double) (calls() - before) / many.requests());
    }

    private NodeUnderTest node(Side side) {
        NodeUnderTest node = nodes.get(side);
        if (node == null) {
            throw new IllegalStateException(side + " is not started");
        }
        return node;
    }

    private long calls() {
        return stub.calls("GetItem") + stub.calls("PutItem") + stub.calls("UpdateItem");
    }

    private static String row(RequestKind kind, Rounds product, Rounds floor) {
        return "| %s | %.1f, %.1f | %s | %s | %s | %s |"
                .formatted(
                        kind,
                        median(product.calls()),
                        median(floor.calls()),
                        cell(product.many(), floor.many(), Figures::cpuNanos),
                        cell(product.many(), floor.many(), Figures::bytes),
                        cell(product.alone(), floor.alone(), Figures::p50),
                        cell(product.alone(), floor.alone(), Figures::p99));
    }

    /** The ratio, and what the floor took: of thousand nanoseconds or bytes. */
    private static String cell(List<Figures> product, List<Figures> floor, ToDoubleFunction<Figures> of) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < product.size(); round++) {
            ratios.add(of.applyAsDouble(product.get(round)) / of.applyAsDouble(floor.get(round)));
        }
        double least = median(floor.stream().map(of::applyAsDouble).toList());
        return "%.2f (%.0f)".formatted(median(ratios), least / 1000);
    }

    private static double median(List<Double> of) {
        return of.stream().sorted().skip(of.size() / 2).findFirst().orElse(Double.NaN);
    }

    @Override
    public void close() {
        nodes.values().forEach(NodeUnderTest::close);
        stub.close();
    }
}
