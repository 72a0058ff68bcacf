package io.github.dynamosession.cli;

import io.github.dynamosession.store.LargeValueReference;
import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionChanges.Delta;
import io.github.dynamosession.store.SessionChanges.LockUse;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.Sessions;
import io.github.dynamosession.store.StoredSession;
import io.github.dynamosession.store.UserChange;
import io.github.dynamosession.store.UserKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Random lives of sessions, and their history: what a trail of them must say, by handle and in this order. */
final class Visits {

    private static final Duration LEASE = Duration.ofMinutes(1);

    private final SessionStore store;
    private final Map<String, List<String>> history = new ConcurrentHashMap<>();

    Visits(SessionStore store) {
        this.store = store;
    }

    Map<String, List<String>> history() {
        return Map.copyOf(history);
    }

    long events() {
        return history.values().stream().mapToLong(List::size).sum();
    }

    /** One session from its first save to some end, or to none. Several threads may. */
    void one(Random random) {
        new Visit(random).live();
    }

    private final class Visit {

        private final Random random;
        private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        private final SessionTimes times = new SessionTimes(now, now, Sessions.HALF_AN_HOUR);
        private SessionKey key = Sessions.newKey();
        private Optional<String> user = Optional.empty();
        private boolean grown;

        Visit(Random random) {
            this.random = random;
        }

        void live() {
            user = random.nextInt(3) == 0 ? anybody() : Optional.empty();
            tell("created");
            user.ifPresent(name -> tell("login " + name));
            store.create(
                    key,
                    new StoredSession(0, times, Map.of("cart", Sessions.bytes("one")), Map.of(), userKey()),
                    UUID.randomUUID().toString());
            int steps = random.nextInt(6);
            for (int i = 0; i < steps; i++) {
                step();
            }
            end();
        }

        private void step() {
            switch (random.nextInt(6)) {
                case 0 -> save(Sessions.set("cart", "item " + random.nextInt()));
                case 1 -> store.touch(key, times.accessedAt(now.plusSeconds(60)));
                case 2 -> {
                    store.lock(key, "one", LEASE, Duration.ZERO);
                    store.save(
                            key,
                            new SessionChanges(
                                    Delta.NONE,
                                    Delta.NONE,
                                    times,
                                    times,
                                    Optional.empty(),
                                    LockUse.releasing(store.lock(key, "one", LEASE, Duration.ZERO)
                                            .orElseThrow()
                                            .lock())));
                }
                case 3 -> changeUser(anybody());
                case 4 -> changeId(random.nextBoolean() ? anybody() : user);
                default -> grow();
            }
        }

        private Optional<String> anybody() {
            int number = random.nextInt(10);
            return number == 0 ? Optional.empty() : Optional.of("user-" + number);
        }

        private Optional<UserKey> userKey() {
            return user.map(name -> UserKey.ofIndexValue("/shop#" + name));
        }

        private void save(Delta attributes) {
            store.save(key, new SessionChanges(attributes, Delta.NONE, times, times));
        }

        private void grow() {
            LargeValueReference reference = LargeValueReference.create(300_000, now.plusSeconds(3600));
            save(Sessions.set(Map.of("report", reference.toBytes())));
            if (!grown) {
                tell("grown" + named());
            }
            grown = true;
        }

        private void changeUser(Optional<String> next) {
            tellUserChange(next);
            user = next;
            store.save(key, changeOfUser());
        }

        private SessionChanges changeOfUser() {
            return new SessionChanges(
                    Delta.NONE, Delta.NONE, times, times, Optional.of(new UserChange(userKey())), LockUse.NONE);
        }

        private void tellUserChange(Optional<String> next) {
            if (!next.equals(user)) {
                tell(next.isEmpty() ? "logout" + named() : (user.isEmpty() ? "login " : "user-changed ") + next.get());
            }
        }

        private void changeId(Optional<String> next) {
            SessionKey to = Sessions.newKey();
            tell("id-changed to " + to.partitionKey());
            tellUserChange(next);
            user = next;
            store.rename(key, to, store.load(key).orElseThrow(), changeOfUser());
            key = to;
        }

        private void end() {
            switch (random.nextInt(4)) {
                case 0 -> {
                    tell(user.isPresent() ? "logout" + named() : "ended");
                    store.delete(key, now);
                }
                case 1 -> {
                    tell("revoked" + named());
                    store.revoke(key, Optional.empty());
                    sweep();
                }
                case 2 -> {
                    tell("expired" + named());
                    sweep();
                }
                default -> {
                    // it lives on
                }
            }
        }

        private void sweep() {
            store.claimExpired(key, now.plus(Duration.ofDays(1)), LEASE).ifPresent(store::deleteClaimed);
        }

        private String named() {
            return user.map(name -> " " + name).orElse("");
        }

        private void tell(String event) {
            history.computeIfAbsent(key.partitionKey(), handle -> new ArrayList<>())
                    .add(event);
        }
    }
}
