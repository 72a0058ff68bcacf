package io.github.dynamosession.it;

import io.github.dynamosession.it.wire.StoreWire;
import io.github.dynamosession.it.wire.WireCall;
import io.github.dynamosession.node.session.LocalSession;
import io.github.dynamosession.store.StoreStatistics;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Sessions with a small attribute and as many values of the same length as make up a size. Each use of one is a request to a
 * node that has not seen it before, unless it is said otherwise; calls and bytes are counted on the wire.
 */
final class GrowingSessions implements AutoCloseable {

    private static final String SMALL = "user";
    private static final int REQUESTS = 16;
    private static final int VALUES = 100;
    private static final int VALUE_BYTES = 1_300;

    private final StoreWire wire;
    private final BareNode first;
    private int texts; // each differs from the one before

    private GrowingSessions(StoreWire wire) {
        this.wire = wire;
        this.first = BareNode.open(wire.endpoint(), "growing-sessions", Map.of());
    }

    static GrowingSessions on(URI dynamoDb) {
        return new GrowingSessions(StoreWire.to(dynamoDb));
    }

    /** What requests to a session of one size, and so many values, cost. */
    record Costs(
            int kb,
            int count,
            Expense created,
            Expense smallRead,
            Expense smallChanged,
            Expense valueRead,
            Expense allChanged,
            Expense ended) {

        String name() {
            return kb + " KB in " + count;
        }

        List<Expense> all() {
            return List.of(created, smallRead, smallChanged, valueRead, allChanged, ended);
        }
    }

    /** What requests cost that so many nodes serve in turn. */
    record Turns(int nodes, Expense read, Expense changed) {}

    Costs costs(int kb, int count) {
        String id = UUID.randomUUID().toString();
        int length = kb * 1024 / count;
        Map<String, Object> attributes = values(count, length);
        attributes.put(SMALL, "ann");
        return new Costs(
                kb,
                count,
                cost(() -> first.another().create(id, attributes)),
                visit(first.another(), id, session -> session.attributes().get(SMALL)),
                visit(first.another(), id, session -> session.attributes().put(SMALL, "bob")),
                visit(first.another(), id, session -> session.attributes().get("value0")),
                visit(first.another(), id, session -> session.attributes().putAll(values(count, length))),
                visit(first.another(), id, LocalSession::delete));
    }

    /** Requests to a session of {@value #VALUES} values, of {@value #VALUE_BYTES} bytes each. */
    Turns inTurn(int count) {
        String id = UUID.randomUUID().toString();
        List<BareNode> nodes =
                IntStream.range(0, count).mapToObj(i -> first.another()).toList();
        first.another().create(id, values(VALUES, VALUE_BYTES));
        Expense read = inTurn(nodes, i -> session -> session.attributes().forEach((name, value) -> {}), id);
        Expense changed = inTurn(nodes, i -> session -> session.attributes().put("value" + i, "changed"), id);
        return new Turns(count, read, changed);
    }

    private Expense inTurn(List<BareNode> nodes, Requests requests, String id) {
        return cost(() -> {
            for (int i = 0; i < REQUESTS; i++) {
                serve(nodes.get(i % nodes.size()), id, requests.number(i));
            }
        });
    }

    @FunctionalInterface
    private interface Requests {
        Consumer<LocalSession> number(int i);
    }

    private Expense visit(BareNode node, String id, Consumer<LocalSession> request) {
        return cost(() -> serve(node, id, request));
    }

    private static void serve(BareNode node, String id, Consumer<LocalSession> request) {
        LocalSession session = node.join(id);
        request.accept(session);
        session.save();
    }

    private Expense cost(Runnable request) {
        StoreStatistics before = first.spent();
        wire.forgetCalls();
        request.run();
        List<WireCall> calls = wire.calls();
        StoreStatistics after = first.spent();
        return new Expense(
                calls.size(),
                after.readUnits() - before.readUnits(),
                after.writeUnits() - before.writeUnits(),
                calls.stream().mapToInt(WireCall::bytes).sum());
    }

    private Map<String, Object> values(int count, int length) {
        texts++;
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < count; i++) {
            values.put("value" + i, Character.toString('a' + texts % 26).repeat(length));
        }
        return values;
    }

    @Override
    public void close() {
        first.close();
        wire.close();
    }
}
