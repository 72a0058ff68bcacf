package io.github.dynamosession.it;

import io.github.dynamosession.node.session.LocalSession;
import io.github.dynamosession.store.StoreStatistics;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Sessions with a small attribute and as many large ones, of 32 KB at most, as make up a size; each use of one is a request
 * to a node that has not seen it before. Without indexes, whose units do not depend on the size.
 */
final class SizedSessions {

    private static final int LARGEST_VALUE = 32 * 1024;
    private static final String SMALL = "user";
    private static final String LARGE = "part0";

    private final URI endpoint;
    private int texts; // each differs from the one before

    SizedSessions(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** Units of one request. */
    record Cost(double read, double written) {

        /** In read units, of which a write unit costs five (on demand). */
        double inReadUnits() {
            return read + 5 * written;
        }

        @Override
        public String toString() {
            String units = (read == 0 ? "" : number(read) + " R ") + (written == 0 ? "" : number(written) + " W");
            return units.strip();
        }

        private static String number(double value) {
            return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
        }
    }

    /** What requests to sessions of one size cost. */
    record Costs(Cost smallRead, Cost smallChanged, Cost largeRead, Cost largeChanged, Cost created, Cost ended) {

        List<Cost> all() {
            return List.of(smallRead, smallChanged, largeRead, largeChanged, created, ended);
        }

        /** The average request of a shop: seven of ten read, two change something small, one needs something large. */
        double mixed() {
            return 0.7 * smallRead.inReadUnits()
                    + 0.2 * smallChanged.inReadUnits()
                    + 0.08 * largeRead.inReadUnits()
                    + 0.02 * largeChanged.inReadUnits();
        }
    }

    Costs costs(int bytes, int inlineBudget) {
        String id = UUID.randomUUID().toString();
        Cost created = cost(inlineBudget, node -> node.create(id, attributes(bytes)));
        return new Costs(
                visit(inlineBudget, id, session -> session.attributes().get(SMALL)),
                visit(inlineBudget, id, session -> session.attributes().put(SMALL, "bob")),
                visit(inlineBudget, id, session -> session.attributes().get(LARGE)),
                visit(inlineBudget, id, session -> session.attributes()
                        .put(LARGE, text(Math.min(bytes, LARGEST_VALUE)))),
                created,
                visit(inlineBudget, id, LocalSession::delete));
    }

    private Map<String, Object> attributes(int bytes) {
        Map<String, Object> attributes = new HashMap<>(Map.of(SMALL, "ann"));
        for (int from = 0, part = 0; from < bytes; from += LARGEST_VALUE, part++) {
            attributes.put("part" + part, text(Math.min(bytes - from, LARGEST_VALUE)));
        }
        return attributes;
    }

    private Cost visit(int inlineBudget, String id, Consumer<LocalSession> request) {
        return cost(inlineBudget, node -> {
            LocalSession session = node.join(id);
            request.accept(session);
            session.save();
        });
    }

    private Cost cost(int inlineBudget, Consumer<BareNode> request) {
        Map<String, String> budget = Map.of("inlineBudget", Integer.toString(inlineBudget));
        try (BareNode node = BareNode.open(endpoint, "sized-sessions", budget)) {
            request.accept(node);
            StoreStatistics spent = node.spent();
            return new Cost(spent.readUnits(), spent.writeUnits());
        }
    }

    private String text(int length) {
        return Character.toString('a' + ++texts % 26).repeat(length);
    }
}
