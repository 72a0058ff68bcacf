package io.github.dynamosession.it;

import io.github.dynamosession.node.session.LocalSession;
import io.github.dynamosession.node.session.LocalSessions;
import io.github.dynamosession.node.users.ContainerLogin;
import io.github.dynamosession.node.values.ValueRules;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoreStatistics;
import io.github.dynamosession.store.dynamodb.DynamoDbSessionStore;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        SessionKey key = SessionKey.of("sized", id);
        Cost created = cost(inlineBudget, sessions -> create(sessions, id, bytes));
        return new Costs(
                visit(inlineBudget, key, session -> session.attributes().get(SMALL)),
                visit(inlineBudget, key, session -> session.attributes().put(SMALL, "bob")),
                visit(inlineBudget, key, session -> session.attributes().get(LARGE)),
                visit(inlineBudget, key, session -> session.attributes()
                        .put(LARGE, text(Math.min(bytes, LARGEST_VALUE)))),
                created,
                visit(inlineBudget, key, LocalSession::delete));
    }

    private void create(LocalSessions sessions, String id, int bytes) {
        Instant now = Instant.now();
        LocalSession session =
                sessions.create(SessionKey.of("sized", id), id, new SessionTimes(now, now, Duration.ofMinutes(30)));
        session.attributes().put(SMALL, "ann");
        for (int from = 0, part = 0; from < bytes; from += LARGEST_VALUE, part++) {
            session.attributes().put("part" + part, text(Math.min(bytes - from, LARGEST_VALUE)));
        }
        session.save();
    }

    private Cost visit(int inlineBudget, SessionKey key, Consumer<LocalSession> request) {
        return cost(inlineBudget, sessions -> {
            LocalSession session = sessions.join(key);
            session.refresh();
            request.accept(session);
            session.save();
        });
    }

    private Cost cost(int inlineBudget, Consumer<LocalSessions> request) {
        SessionStoreConfig config = SessionStoreConfig.of(Map.of(
                "applicationName", "sized",
                "tableName", "sized-sessions",
                "region", "eu-central-1",
                "endpoint", endpoint.toString(),
                "createTable", "true",
                "expiryEvents", "false",
                "userIndex", "false",
                "compression", "none",
                "inlineBudget", Integer.toString(inlineBudget)));
        try (SessionStore store = DynamoDbSessionStore.open(config)) {
            ClassLoader loader = getClass().getClassLoader();
            request.accept(LocalSessions.of(
                    store,
                    config,
                    Optional.empty(),
                    ValueRules.forAttributes(config, loader, List.of(), (name, value) -> false),
                    ValueRules.forContainerState(config, loader, List.of()),
                    ContainerLogin.NONE));
            StoreStatistics spent = store.statistics();
            return new Cost(spent.readUnits(), spent.writeUnits());
        }
    }

    private String text(int length) {
        return Character.toString('a' + ++texts % 26).repeat(length);
    }
}
