package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.cluster.document.Document;
import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionChanges.Delta;
import io.github.dynamosession.store.SessionChanges.LockUse;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoreStatistics;
import io.github.dynamosession.store.StoredSession;
import io.github.dynamosession.store.UserChange;
import io.github.dynamosession.store.UserKey;
import io.github.dynamosession.store.dynamodb.DynamoDbSessionStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the user index costs: {@code docs/cost.md} has it. The same uses of a session, with it and without. */
final class UserIndexCostIT {

    private static final String LOGIN = "login in a session: one attribute changed";
    private static final String RENAME = "change of the session's id";
    private static final String CHANGE = "one attribute changed";
    private static final String TOUCH = "touch";
    private static final String LOGOUT = "logout that keeps the session: one attribute changed";
    private static final String END = "logout that ends the session";
    private static final String CREATE = "login that creates the session";
    private static final String FIND = "a user's one session found";
    private static final String REVOKE = "session revoked";

    /** DynamoDB Local reports one of a transaction's items; DynamoDB bills both. */
    private static final int ITEMS_OF_A_RENAME = 2;

    private static final Instant CREATED = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final SessionTimes NEW = new SessionTimes(CREATED, CREATED, Duration.ofMinutes(30));

    private record Units(double read, double written) {

        static Units between(StoreStatistics before, StoreStatistics after) {
            return new Units(after.readUnits() - before.readUnits(), after.writeUnits() - before.writeUnits());
        }

        @Override
        public String toString() {
            String text = (read == 0 ? "" : text(read) + " R ") + (written == 0 ? "" : text(written) + " W");
            return text.isEmpty() ? "0" : text.strip();
        }

        private static String text(double units) {
            return units == Math.rint(units) ? "%.0f".formatted(units) : Double.toString(units);
        }
    }

    private final UserKey ann = UserKey.ofIndexValue("app#ann " + UUID.randomUUID());

    @Test
    void theIndexCostsWhatTheDocumentationSays() throws IOException {
        Map<String, Units> without = measure(false);
        Map<String, Units> with = measure(true);

        assertThat(with.get(TOUCH)).as("the index by-user is left alone").isEqualTo(without.get(TOUCH));
        assertThat(with.get(CHANGE)).isEqualTo(without.get(CHANGE));
        Document.COST.requirePart(UserIndexCostIT.class, markdown(without, with));
    }

    private Map<String, Units> measure(boolean indexed) {
        Optional<UserKey> user = indexed ? Optional.of(ann) : Optional.empty();
        Map<String, Units> units = new LinkedHashMap<>();
        try (DynamoDbSessionStore store = open(indexed)) {
            SessionKey key = newKey();
            SessionKey renamed = newKey();
            store.create(key, session(Optional.empty()), "token");
            units.put(LOGIN, cost(store, () -> store.save(key, change("user", indexed, user))));
            units.put(CHANGE, cost(store, () -> store.save(key, change("cart", false, user))));
            units.put(TOUCH, cost(store, () -> store.touch(key, NEW.accessedAt(CREATED.plusSeconds(300)))));
            StoredSession loaded = store.load(key).orElseThrow();
            Units rename = cost(store, () -> store.rename(key, renamed, loaded, change("note", false, user)));
            units.put(RENAME, asBilled(rename, indexed ? 1 : 0));
            units.put(LOGOUT, cost(store, () -> store.save(renamed, change("x", indexed, Optional.empty()))));
            store.save(renamed, change("y", indexed, user));
            units.put(END, cost(store, () -> store.delete(renamed, CREATED)));
            Optional<UserKey> another = user.map(ann -> UserKey.ofIndexValue("app#bob " + UUID.randomUUID()));
            units.put(CREATE, cost(store, () -> store.create(key, session(another), "token")));
            if (indexed) {
                units.put(FIND, cost(store, () -> assertThat(store.findByUser(another.orElseThrow()))
                        .containsOnlyKeys(key)));
                units.put(REVOKE, cost(store, () -> assertThat(store.revoke(key, another))
                        .isTrue()));
            }
        }
        return units;
    }

    private static Units asBilled(Units reported, int outsideOfTheTransaction) {
        return new Units(
                reported.read(),
                ITEMS_OF_A_RENAME * (reported.written() - outsideOfTheTransaction) + outsideOfTheTransaction);
    }

    private static DynamoDbSessionStore open(boolean indexed) {
        return DynamoDbSessionStore.open(SessionStoreConfig.of(Map.of(
                "tableName", "user-index-cost",
                "createTable", "true",
                "endpoint", DynamoDbLocal.shared().endpoint().toString(),
                "region", "eu-central-1",
                "applicationName", "app",
                "callTimeout", "PT20S",
                "attemptTimeout", "PT10S",
                "userIndex", String.valueOf(indexed))));
    }

    private static SessionKey newKey() {
        return SessionKey.of("app", UUID.randomUUID().toString());
    }

    private static StoredSession session(Optional<UserKey> user) {
        return new StoredSession(0, NEW, Map.of("cart", new byte[] {1}), Map.of(), user);
    }

    private static SessionChanges change(String name, boolean login, Optional<UserKey> user) {
        return new SessionChanges(
                new Delta(Map.of(name, new byte[] {2}), Set.of(), Map.of("cart", new byte[] {1})),
                Delta.NONE,
                NEW,
                NEW,
                login ? Optional.of(new UserChange(user)) : Optional.empty(),
                LockUse.NONE);
    }

    private static Units cost(DynamoDbSessionStore store, Runnable use) {
        StoreStatistics before = store.statistics();
        use.run();
        return Units.between(before, store.statistics());
    }

    private static String markdown(Map<String, Units> without, Map<String, Units> with) {
        return "| session of less than 1 KB | `userIndex=false` | `userIndex=true` |\n| --- | --- | --- |\n"
                + with.entrySet().stream()
                        .map(use -> "| " + use.getKey() + " | "
                                + Optional.ofNullable(without.get(use.getKey()))
                                        .map(Units::toString)
                                        .orElse("")
                                + " | " + use.getValue() + " |\n")
                        .collect(Collectors.joining());
    }
}
