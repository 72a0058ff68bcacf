package io.github.dynamosession.node.expiry;

import static io.github.dynamosession.node.expiry.SweptStore.EXPIRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dynamosession.encryption.KeySet;
import io.github.dynamosession.node.session.LocalSession;
import io.github.dynamosession.node.session.LocalSessions;
import io.github.dynamosession.store.ClaimedSession;
import io.github.dynamosession.store.DamagedSessionException;
import io.github.dynamosession.store.Logged;
import io.github.dynamosession.store.Parallel;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.Sessions;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.Told;
import io.github.dynamosession.store.payload.TestKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Traps 11 and 12: each session that expired is told once in the cluster, whatever happens to others. */
class SweepRoundTest {

    private static final Duration GRACE = Duration.ofMinutes(1);
    private static final Instant DUE = EXPIRY.plus(GRACE);

    /** Encrypted, it says, by a key that nobody has. */
    private static final byte[] UNREADABLE = {1, 1, 0, 1, 1, 2, 3, 4, 5};

    private final SweptStore swept = new SweptStore();
    private final List<SessionKey> told = Collections.synchronizedList(new ArrayList<>());
    private boolean stopped;
    private boolean abandoned;

    private SweepRound node(BiConsumer<SessionKey, LocalSession> listener) {
        return new SweepRound(swept.sessions(), GRACE, listener, new Random(), () -> stopped, () -> abandoned);
    }

    private SweepRound node() {
        return node((key, session) -> told.add(key));
    }

    @BeforeEach
    void due() {
        swept.clock.set(DUE);
    }

    private Set<SessionKey> expired(int count) {
        return swept.create(count);
    }

    @Test
    void everySessionThatIsDueIsToldOnceAndDeleted() {
        Set<SessionKey> keys = expired(20 * SweepRound.PAGE);

        node().run();
        node().run();

        assertThat(told).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(keys).noneMatch(swept::holds);
    }

    @Test
    void listenersToFiguresAreToldHowLongAgoItExpired() {
        expired(1);
        Told figures = Told.by(swept.store.metrics());

        node().run();

        assertThat(figures.lines("expired")).containsExactly("expired 60000 ms ago");
    }

    @Test
    void listenersToFiguresAreToldHowManyEachRoundFound() {
        expired(20 * SweepRound.PAGE);
        Told figures = Told.by(swept.store.metrics());

        SweepRound node = node();
        node.run();
        node.run();

        assertThat(figures.lines("found")).containsExactly("found 500", "found 0");
        assertThat(swept.store.metrics().statistics().expiryBacklog()).isZero();
    }

    @Test
    void sessionIsNotToldOneMillisecondBeforeItIsDue() {
        expired(1);
        swept.clock.set(DUE.minusMillis(1));

        node().run();

        assertThat(told).isEmpty();
    }

    @Test
    void listenersFindTheSessionReadable() {
        SessionKey key = expired(1).iterator().next();
        List<Object> users = new ArrayList<>();

        node((expired, session) -> users.add(session.attributes().get("user"))).run();

        assertThat(users).containsExactly(key.partitionKey());
    }

    @Test
    void whatListenersChangeIsNotStored() {
        SessionKey key = expired(1).iterator().next();

        node((expired, session) -> change(session)).run();

        assertThat(swept.holds(key)).isFalse();
        assertThat(Stream.of("save", "create", "touch", "delete").mapToInt(swept::calls))
                .containsOnly(0);
    }

    private static void change(LocalSession session) {
        session.attributes().put("user", "someone else");
        session.save();
        session.touchIfDue();
        assertThat(session.refresh()).isFalse();
        assertThat(session.delete()).isFalse();
    }

    // ------------------------------------------------------------ encrypted sessions

    private final KeySet keys = KeySet.create();

    private SweepRound node(KeySet nodesKeys, BiConsumer<SessionKey, LocalSession> listener) {
        LocalSessions sessions = swept.sessions(TestKeys.of(nodesKeys));
        return new SweepRound(sessions, GRACE, listener, new Random(), () -> stopped, () -> abandoned);
    }

    private SessionKey encrypted(KeySet nodesKeys) {
        SessionKey key = Sessions.newKey();
        swept.clock.set(Sessions.CREATED);
        LocalSession session = swept.sessions(TestKeys.of(nodesKeys)).create(key, "the id", Sessions.NEW);
        session.attributes().put("user", "ann");
        session.save();
        swept.clock.set(DUE);
        return key;
    }

    @Test
    void listenersToTheEndOfAnEncryptedSessionAreToldItsId() {
        encrypted(keys);
        List<Object> seen = new ArrayList<>();

        node(keys, (key, session) -> {
                    seen.add(session.sessionId().orElseThrow());
                    seen.add(session.attributes().get("user"));
                })
                .run();

        assertThat(seen).containsExactly("the id", "ann");
    }

    /** Its listeners would be told of an empty session, which would be gone then. */
    @Test
    void sessionOfAKeyThatANodeHasNotIsLeftToAnotherNode() {
        SessionKey unreadable = encrypted(TestKeys.promoted(keys));
        KeySet ahead = KeySet.create();
        SessionKey left = encrypted(ahead);
        Set<SessionKey> others = expired(20);

        node(keys, (key, session) -> told.add(key)).run();
        assertThat(told).containsExactlyInAnyOrderElementsOf(others);

        swept.clock.advance(SweepRound.LEASE);
        node(ahead, (key, session) -> told.add(key)).run();
        assertThat(told).contains(left).doesNotContain(unreadable);
        assertThat(swept.holds(left)).isFalse();
        assertThat(swept.holds(unreadable)).isTrue();
    }

    /** Trap 35. */
    @Test
    void sessionWhoseItemWasCopiedEndsWithoutEvents() {
        SessionKey copy = Sessions.newKey();
        SessionKey original = encrypted(keys);
        swept.clock.set(Sessions.CREATED);
        swept.store.create(copy, swept.store.load(original).orElseThrow(), "copied");
        swept.clock.set(DUE);

        node(keys, (key, session) -> told.add(key)).run();

        assertThat(told).containsExactly(original);
        assertThat(swept.holds(copy)).isFalse();
    }

    // ------------------------------------------------------------ sessions that cannot be ended

    /** Sessions that expire first, and so stand in front of all others of their shard in every search. */
    private Set<SessionKey> inFront(int ofEachShard) {
        Set<SessionKey> created = IntStream.range(0, SessionKey.SHARDS)
                .boxed()
                .flatMap(shard -> Stream.generate(Sessions::newKey)
                        .filter(key -> key.shard() == shard)
                        .limit(ofEachShard))
                .collect(Collectors.toSet());
        created.forEach(key -> swept.createEarlier(key, UNREADABLE));
        return created;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, SweepRound.PAGE, 3 * SweepRound.PAGE})
    void sessionsThatNoNodeCanReadHinderNoneBehindThem(int ofEachShard) {
        Set<SessionKey> unreadable = inFront(ofEachShard);
        Set<SessionKey> others = expired(400);

        node().run();

        assertThat(told).containsExactlyInAnyOrderElementsOf(others);
        assertThat(unreadable).allMatch(swept::holds);
    }

    @Test
    void sessionThatThisNodeCannotReadIsAskedForOnceAnHour() {
        int unreadable = inFront(30).size();
        SweepRound node = node();

        everyMinuteOfAnHour(node);
        assertThat(swept.calls("claimExpired")).isEqualTo(unreadable);

        node.run();
        assertThat(swept.calls("claimExpired")).isEqualTo(2 * unreadable);
    }

    private void everyMinuteOfAnHour(SweepRound node) {
        IntStream.range(0, 60).forEach(minute -> {
            node.run();
            swept.clock.advance(Duration.ofMinutes(1));
        });
    }

    @Test
    void oneLineARoundTellsOfAllThatThisNodeCannotRead() {
        inFront(30);
        SweepRound node = node();

        try (Logged logged = Logged.by(SweepRound.class)) {
            everyMinuteOfAnHour(node);

            assertThat(logged.lines())
                    .singleElement()
                    .asString()
                    .contains("240 left to nodes that can read them", "encryptionKeys");
        }
    }

    /** An answer that no node can parse, and what else a single item may do to a call. */
    private void claimsFail(Set<SessionKey> of) {
        swept.beforeCall = (method, arguments) -> {
            if (method.equals("claimExpired") && of.contains(arguments[0])) {
                throw new StoreException("planted", null);
            }
        };
    }

    @Test
    void sessionWhoseClaimFailsCostsItselfOnly() {
        Set<SessionKey> others = expired(200);
        claimsFail(Set.of(inFront(1).iterator().next()));

        node().run();

        assertThat(told).containsExactlyInAnyOrderElementsOf(others);
    }

    /** Three of them end a round, once: else the sessions behind them would never be told. */
    @Test
    void sessionsWhoseClaimsFailAreNotInTheWayForEver() {
        Set<SessionKey> failing = inFront(SweepRound.PAGE);
        Set<SessionKey> others = expired(200);
        claimsFail(failing);
        SweepRound node = node();

        for (int minute = 0; minute < 120 && told.size() < others.size(); minute++) {
            try {
                node.run();
            } catch (StoreException e) {
                assertThat(e).hasMessage("planted");
            }
            swept.clock.advance(Duration.ofMinutes(1));
        }

        assertThat(told).containsExactlyInAnyOrderElementsOf(others);
    }

    /** Its claim says more than it should; or its shard is not that of its key. */
    @Test
    void sessionThatCanNeverBeClaimedIsNotInTheWayForEver() {
        SessionKey claimed = inFront(1).iterator().next();
        Set<SessionKey> others = Stream.generate(Sessions::newKey)
                .filter(key -> key.shard() == claimed.shard())
                .limit(100)
                .peek(swept::create)
                .collect(Collectors.toSet());
        swept.store.claimExpired(claimed, DUE, Duration.ofDays(1000)).orElseThrow();
        SweepRound node = node();

        everyMinuteOfAnHour(node);

        assertThat(told).containsAll(others);
        assertThat(swept.calls("claimExpired")).isLessThan(others.size() + 10 + SessionKey.SHARDS);
    }

    @Test
    void shardThatCannotBeSearchedCostsItselfOnly() {
        Set<SessionKey> keys = expired(200);
        swept.beforeCall = (method, arguments) -> {
            if (method.equals("findExpired") && arguments[0].equals(3)) {
                throw new StoreException("planted", null);
            }
        };

        node().run();

        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(
                        keys.stream().filter(key -> key.shard() != 3).toList());
    }

    @Test
    void deleteThatFailsIsMadeUpForByALaterRound() {
        Set<SessionKey> keys = expired(50);
        swept.beforeCall = (method, arguments) -> {
            if (method.equals("deleteClaimed") && told.size() == 10) {
                throw new StoreException("planted", null);
            }
        };
        SweepRound node = node();

        node.run();
        assertThat(told).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(keys.stream().filter(swept::holds)).hasSize(1);

        swept.beforeCall = (method, arguments) -> {};
        swept.clock.advance(SweepRound.LEASE);
        node.run();
        assertThat(keys).noneMatch(swept::holds);
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new IllegalStateException("of the application"),
                new NoClassDefFoundError("of the application"),
                new AssertionError("of the application"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void listenerThatFailsCostsItsOwnSessionOnly(Throwable failure) {
        Set<SessionKey> keys = expired(30);

        node((key, session) -> {
                    told.add(key);
                    SweepRoundTest.<RuntimeException>sneak(failure);
                })
                .run();

        assertThat(told).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(keys).noneMatch(swept::holds);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable failure) throws T {
        throw (T) failure;
    }

    /** An interrupted thread can make no store call. */
    @Test
    void listenerThatInterruptsItsThreadHindersNoStoreCall() {
        expired(2);
        swept.beforeCall = (method, arguments) ->
                assertThat(Thread.currentThread().isInterrupted()).isFalse();

        node((key, session) -> {
                    told.add(key);
                    Thread.currentThread().interrupt();
                })
                .run();

        assertThat(told).hasSize(2);
    }

    @Test
    void damagedSessionCostsItselfOnly() {
        Set<SessionKey> keys = expired(30);
        SessionKey damaged = keys.iterator().next();
        swept.beforeCall = (method, arguments) -> {
            if (method.equals("claimExpired") && arguments[0].equals(damaged)) {
                throw new DamagedSessionException("planted");
            }
        };

        node().run();

        keys.remove(damaged);
        assertThat(told).containsExactlyInAnyOrderElementsOf(keys);
    }

    @RepeatedTest(20)
    void nodesThatSweepTogetherTellEachSessionOnce() throws Exception {
        Set<SessionKey> keys = expired(200);
        Callable<Void> round = () -> {
            node().run();
            return null;
        };

        Parallel.run(round, round, round);
        node().run(); // what two nodes left to each other

        assertThat(told).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void lostClaimLeavesTheShardToTheOtherNode() {
        Set<SessionKey> keys = expired(200);
        keys.forEach(key -> swept.store.claimExpired(key, EXPIRY, SweepRound.LEASE));

        node().run();

        assertThat(swept.calls("claimExpired")).isEqualTo(SessionKey.SHARDS);
        assertThat(told).isEmpty();
    }

    @Test
    void sessionOfANodeThatDiedIsToldWhenItsLeaseIsOver() {
        SessionKey key = expired(1).iterator().next();
        ClaimedSession dead =
                swept.store.claimExpired(key, EXPIRY, SweepRound.LEASE).orElseThrow();

        swept.clock.set(dead.until().minusMillis(1));
        node().run();
        assertThat(told).isEmpty();

        swept.clock.set(dead.until());
        node().run();
        assertThat(told).containsExactly(key);
        assertThat(swept.holds(key)).isFalse();
    }

    @Test
    void storeThatFailsEndsTheRoundAndTheNextOneDoesTheRest() {
        Set<SessionKey> keys = expired(100);
        swept.beforeCall = (method, arguments) -> {
            if (method.equals("claimExpired") && told.size() == 10) {
                throw new StoreException("down", null);
            }
        };

        SweepRound node = node();
        assertThatExceptionOfType(StoreException.class).isThrownBy(node::run);
        assertThat(told).hasSize(10);
        assertThat(swept.calls("claimExpired")).isEqualTo(10 + RoundReport.MOST_FAILURES);

        swept.beforeCall = (method, arguments) -> {};
        node.run();
        assertThat(told).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void stopBeginsNoFurtherSessionAndFinishesTheOneBegun() {
        Set<SessionKey> keys = expired(100);

        node((key, session) -> {
                    told.add(key);
                    stopped = true;
                })
                .run();

        assertThat(told).hasSize(1);
        assertThat(swept.holds(told.get(0))).isFalse();
        assertThat(swept.calls("claimExpired")).isOne();
        assertThat(keys.stream().filter(swept::holds)).hasSize(99);
    }

    @Test
    void abandonedSessionIsLeftToAnotherNode() {
        SessionKey key = expired(1).iterator().next();

        node((expired, session) -> abandoned = true).run();

        assertThat(swept.holds(key)).isTrue();
        abandoned = false;
        swept.clock.advance(SweepRound.LEASE);
        node().run();
        assertThat(told).containsExactly(key);
    }

    @Test
    void indexThatIsBehindCostsNoClaimsOfSessionsThatAreDeleted() {
        Set<SessionKey> keys = ofOneShard(2 * SweepRound.PAGE);
        swept.indexIsBehind = true;

        node().run();

        assertThat(told).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(swept.calls("claimExpired")).isEqualTo(keys.size());
    }

    @Test
    void pageThatIsNotFullIsTheLast() {
        ofOneShard(2 * SweepRound.PAGE - 1);

        node().run();

        assertThat(swept.calls("findExpired")).isEqualTo(SessionKey.SHARDS + 1);
    }

    private Set<SessionKey> ofOneShard(int count) {
        return Stream.generate(Sessions::newKey)
                .filter(key -> key.shard() == 3)
                .limit(count)
                .peek(swept::create)
                .collect(Collectors.toSet());
    }
}
