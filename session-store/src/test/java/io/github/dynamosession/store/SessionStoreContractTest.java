package io.github.dynamosession.store;

import static io.github.dynamosession.store.Sessions.CREATED;
import static io.github.dynamosession.store.Sessions.HALF_AN_HOUR;
import static io.github.dynamosession.store.Sessions.NEW;
import static io.github.dynamosession.store.Sessions.bytes;
import static io.github.dynamosession.store.Sessions.changes;
import static io.github.dynamosession.store.Sessions.newKey;
import static io.github.dynamosession.store.Sessions.remove;
import static io.github.dynamosession.store.Sessions.replace;
import static io.github.dynamosession.store.Sessions.session;
import static io.github.dynamosession.store.Sessions.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dynamosession.store.SessionChanges.Delta;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link SessionStore} promises to one caller at a time. Traps are those of the project's list. */
public abstract class SessionStoreContractTest {

    /** An access on a whole second, which no store cuts. */
    protected static final Instant LATER = CREATED.plusSeconds(300).minusMillis(300);

    protected final MovableClock clock = new MovableClock(CREATED);
    protected final SessionKey key = newKey();
    protected SessionStore store;

    /** A store with the default touch policy. */
    protected abstract SessionStore open(Clock clock);

    @BeforeEach
    final void openStore() {
        store = open(clock);
    }

    @AfterEach
    final void closeStore() {
        store.close();
    }

    protected final void create() {
        assertThat(store.create(key, session(NEW, "cart", "one"), "token")).isTrue();
    }

    protected final SessionContent stored(SessionKey of) {
        return SessionContent.of(store.load(of).orElseThrow());
    }

    private Instant expiry(SessionTimes times) {
        return TouchPolicy.adaptive().expiresAt(times).orElseThrow();
    }

    // load

    /** Trap 25. */
    @Test
    void loadIsEmptyForAnUnknownKey() {
        assertThat(store.load(key)).isEmpty();
    }

    @Test
    void loadReturnsWhatCreateStored() {
        StoredSession session = session(NEW, "cart", "one");

        assertThat(store.create(key, session, "token")).isTrue();

        assertThat(stored(key)).isEqualTo(SessionContent.of(session));
    }

    @Test
    void whatSaysWhichSessionItIsStaysThroughSavesAndTouches() {
        store.create(key, Sessions.identified("this one"), "token");
        assertThat(stored(key).identity()).contains("this one");

        store.save(key, changes(set("cart", "two"), CREATED.plusSeconds(10)));
        store.touch(key, NEW.accessedAt(CREATED.plusSeconds(20)));
        Map<String, byte[]> hundreds = IntStream.range(0, 200)
                .boxed()
                .collect(Collectors.toMap(number -> "name" + number, number -> bytes("value")));
        store.save(key, changes(set(hundreds), CREATED.plusSeconds(30)));

        assertThat(stored(key).identity()).contains("this one");
    }

    @Test
    void sessionWithoutAnyAttributeIsStored() {
        StoredSession empty = new StoredSession(0, NEW, Map.of(), Map.of());

        store.create(key, empty, "token");

        assertThat(stored(key)).isEqualTo(SessionContent.of(empty));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\0",
                "\0\0x",
                "a.b",
                "a.",
                "#n0",
                ":v",
                "a[0]",
                "size",
                "ttl",
                "with space",
                "\u043a\u043b\u044e\u0447",
                "\ud83d\ude00",
                "javax.zkoss.zk.ui.Session",
                "\""
            })
    void anyStringIsTheNameOfAnAttribute(String name) {
        store.create(key, session(NEW, name, "created"), "token");
        assertThat(stored(key).attributes()).containsExactly(Map.entry(name, "created"));

        store.save(key, changes(replace(name, "created", "saved"), LATER));
        assertThat(stored(key).attributes()).containsExactly(Map.entry(name, "saved"));

        store.save(key, changes(remove(name, "saved"), LATER));
        assertThat(stored(key).attributes()).isEmpty();
    }

    // expiry

    @Test
    void loadServesTheSessionOneMillisecondBeforeExpiry() {
        create();

        clock.set(expiry(NEW).minusMillis(1));

        assertThat(store.load(key)).isPresent();
    }

    /** Trap 10. */
    @Test
    void loadIsEmptyExactlyAtExpiry() {
        create();

        clock.set(expiry(NEW));

        assertThat(store.load(key)).isEmpty();
    }

    /** Trap 10. */
    @Test
    void loadIsEmptyOneMillisecondAfterExpiry() {
        create();

        clock.set(expiry(NEW).plusMillis(1));

        assertThat(store.load(key)).isEmpty();
    }

    @Test
    void expiryLeavesTheClientItsWholeInactiveIntervalAfterAnUnwrittenAccess() {
        Instant lastUnwritten =
                CREATED.plus(TouchPolicy.adaptive().interval(NEW)).minusMillis(1);

        assertThat(expiry(NEW)).isAfterOrEqualTo(lastUnwritten.plus(HALF_AN_HOUR));
    }

    /** Trap 28. */
    @ParameterizedTest
    @ValueSource(longs = {0, -1, Integer.MIN_VALUE})
    void sessionWithoutPositiveIntervalNeverExpires(long seconds) {
        SessionTimes never = NEW.withMaxInactiveInterval(Duration.ofSeconds(seconds));
        store.create(key, session(never, "cart", "one"), "token");

        clock.advance(Duration.ofDays(10_000));

        assertThat(stored(key).times()).isEqualTo(never);
    }

    /** Trap 28. */
    @Test
    void hugeIntervalIsKept() {
        SessionTimes huge = NEW.withMaxInactiveInterval(Duration.ofSeconds(Integer.MAX_VALUE));
        store.create(key, session(huge, "cart", "one"), "token");

        clock.advance(Duration.ofDays(365 * 60));

        assertThat(stored(key).times()).isEqualTo(huge);
    }

    /** Traps 6 and 10. */
    @Test
    void nothingRevivesAnExpiredSession() {
        create();
        StoredSession loaded = store.load(key).orElseThrow();
        clock.set(expiry(NEW));
        Instant now = clock.instant();

        assertThat(store.save(key, changes(set("cart", "two"), now))).isEmpty();
        assertThat(store.touch(key, NEW.accessedAt(now))).isEmpty();
        assertThat(store.rename(key, newKey(), loaded, changes(Delta.NONE, now)))
                .isEmpty();

        assertThat(store.load(key)).isEmpty();
        clock.set(CREATED);
        assertThat(stored(key)).isEqualTo(SessionContent.of(loaded));
    }

    // create

    /** A retry whose first attempt was applied although its answer was lost. */
    @Test
    void createAgainWithTheSameTokenAndContentIsTrue() {
        create();

        create();
    }

    @Test
    void createAgainWithTheSameTokenAndOtherContentIsFalseAndKeepsTheFirst() {
        create();

        assertThat(store.create(key, session(NEW, "cart", "two"), "token")).isFalse();

        assertThat(stored(key).attributes()).containsEntry("cart", "one");
    }

    @Test
    void createAfterAnotherNodeSavedIsFalse() {
        create();
        store.save(key, changes(set("cart", "two"), LATER));

        assertThat(store.create(key, session(NEW, "cart", "one"), "token")).isFalse();
    }

    @Test
    void createOverAnotherSessionIsAConflictAndKeepsIt() {
        create();

        assertThatExceptionOfType(SessionConflictException.class)
                .isThrownBy(() -> store.create(key, session(NEW, "cart", "two"), "other token"))
                .withMessageContaining(key.toString());

        assertThat(stored(key).attributes()).containsEntry("cart", "one");
    }

    @Test
    void createWithTheTokenOfAnotherGenerationIsAConflict() {
        create();
        SessionTimes other = new SessionTimes(CREATED.plusMillis(1), CREATED.plusMillis(1), HALF_AN_HOUR);

        assertThatExceptionOfType(SessionConflictException.class)
                .isThrownBy(() -> store.create(key, session(other, "cart", "two"), "token"));
    }

    @Test
    void createReplacesAnExpiredSession() {
        create();
        clock.set(expiry(NEW));
        SessionTimes times = new SessionTimes(clock.instant(), clock.instant(), HALF_AN_HOUR);

        assertThat(store.create(key, session(times, "cart", "two"), "other token"))
                .isTrue();

        assertThat(stored(key)).isEqualTo(SessionContent.of(session(times, "cart", "two")));
    }

    // save

    /** Traps 2 and 4. */
    @Test
    void saveChangesWhatItNamesAndNothingElse() {
        create();
        store.save(key, changes(set("user", "ann"), LATER));

        SessionChanges changes = new SessionChanges(
                new Delta(
                        Map.of("cart", bytes("two")),
                        Set.of("user", "never there"),
                        Map.of("cart", bytes("one"), "user", bytes("ann"))),
                set("principal", "ann"),
                NEW.accessedAt(LATER),
                NEW);
        store.save(key, changes);

        assertThat(stored(key).attributes()).containsExactly(Map.entry("cart", "two"));
        assertThat(stored(key).containerState())
                .containsExactly(Map.entry("authType", "FORM"), Map.entry("principal", "ann"));
    }

    /** Another node was faster, or the store is read eventually consistent: the save that is applied last wins. */
    @Test
    void saveThatIsBasedOnWhatIsNoLongerStoredIsAppliedAllTheSame() {
        create();
        store.save(key, changes(replace("cart", "one", "two"), LATER));

        assertThat(store.save(key, changes(set("cart", "three"), LATER))).contains(NEW.accessedAt(LATER));
        assertThat(stored(key).attributes()).containsExactly(Map.entry("cart", "three"));

        assertThat(store.save(key, changes(remove("cart", "one"), LATER))).contains(NEW.accessedAt(LATER));
        assertThat(stored(key).attributes()).isEmpty();

        assertThat(store.save(key, changes(replace("cart", "one", "four"), LATER)))
                .contains(NEW.accessedAt(LATER));
        assertThat(stored(key).attributes()).containsExactly(Map.entry("cart", "four"));
    }

    /** The outcome of the first call was unknown. */
    @Test
    void saveAgainWithTheSameChangesIsNoConflict() {
        create();
        SessionChanges changes = new SessionChanges(
                replace("cart", "one", "two"), remove("authType", "FORM"), NEW.accessedAt(LATER), NEW);
        store.save(key, changes);

        assertThat(store.save(key, changes)).contains(NEW.accessedAt(LATER));

        assertThat(stored(key).attributes()).containsExactly(Map.entry("cart", "two"));
        assertThat(stored(key).containerState()).isEmpty();
    }

    @Test
    void saveWritesAndReturnsTheAccessTime() {
        create();

        assertThat(store.save(key, changes(set("cart", "two"), LATER))).contains(NEW.accessedAt(LATER));

        assertThat(stored(key).times()).isEqualTo(NEW.accessedAt(LATER));
    }

    /** So that it does not move in an index. */
    @Test
    void saveOfKnownTimesWritesContentAndKeepsALaterAccess() {
        create();
        SessionTimes touched = store.touch(key, NEW.accessedAt(LATER)).orElseThrow();

        assertThat(store.save(key, new SessionChanges(replace("cart", "one", "two"), Delta.NONE, NEW, NEW)))
                .contains(NEW);

        assertThat(stored(key).times()).isEqualTo(touched);
        assertThat(stored(key).attributes()).containsEntry("cart", "two");
    }

    @Test
    void saveInTheFirstSecondNeverWritesAnAccessBeforeCreation() {
        create();

        store.save(key, changes(set("cart", "two"), CREATED.plusMillis(500)));

        assertThat(stored(key).times().lastAccessedTime()).isBetween(CREATED, CREATED.plusMillis(500));
    }

    /** Trap 23. */
    @Test
    void saveKeepsALaterAccessThatItDidNotKnowOf() {
        create();
        store.touch(key, NEW.accessedAt(LATER));

        assertThat(store.save(key, changes(set("cart", "two"), LATER.minusSeconds(10))))
                .contains(NEW.accessedAt(LATER));

        assertThat(stored(key).times()).isEqualTo(NEW.accessedAt(LATER));
        assertThat(stored(key).attributes()).containsEntry("cart", "two");
    }

    /** Trap 28. */
    @Test
    void saveSetsAnotherInterval() {
        create();
        SessionTimes shorter = NEW.accessedAt(LATER).withMaxInactiveInterval(Duration.ofMinutes(5));

        assertThat(store.save(key, new SessionChanges(Delta.NONE, Delta.NONE, shorter, NEW)))
                .contains(shorter);

        clock.set(expiry(shorter).minusMillis(1));
        assertThat(store.load(key)).isPresent();
        clock.set(expiry(shorter));
        assertThat(store.load(key)).isEmpty();
    }

    /** Trap 28. */
    @Test
    void saveThatEndsExpiryLeavesNoneBehind() {
        create();
        SessionTimes never = NEW.withMaxInactiveInterval(Duration.ZERO);

        store.save(key, new SessionChanges(Delta.NONE, Delta.NONE, never, NEW));

        clock.advance(Duration.ofDays(1_000));
        assertThat(stored(key).times().expires()).isFalse();
    }

    /** Trap 28. */
    @Test
    void saveKeepsAnIntervalThatAnotherNodeSet() {
        create();
        SessionTimes shorter = NEW.withMaxInactiveInterval(Duration.ofMinutes(5));
        store.save(key, new SessionChanges(Delta.NONE, Delta.NONE, shorter, NEW));

        assertThat(store.save(key, changes(set("cart", "two"), LATER))).contains(shorter);

        assertThat(stored(key).attributes()).containsEntry("cart", "two");
        clock.set(expiry(shorter));
        assertThat(store.load(key)).isEmpty();
    }

    /** Trap 28. */
    @Test
    void newIntervalCountsFromALaterAccessThatTheSaveDidNotKnowOf() {
        create();
        store.touch(key, NEW.accessedAt(LATER));
        SessionTimes shorter = NEW.accessedAt(LATER.minusSeconds(10)).withMaxInactiveInterval(Duration.ofMinutes(5));

        SessionTimes stored = store.save(key, new SessionChanges(Delta.NONE, Delta.NONE, shorter, NEW))
                .orElseThrow();

        assertThat(stored).isEqualTo(shorter.accessedAt(LATER));
        clock.set(expiry(stored).minusMillis(1));
        assertThat(stored(key).times()).isEqualTo(stored);
    }

    @Test
    void lastOfTwoNewIntervalsWins() {
        create();
        for (int minutes : new int[] {5, 7}) {
            SessionTimes times = NEW.withMaxInactiveInterval(Duration.ofMinutes(minutes));
            store.save(key, new SessionChanges(Delta.NONE, Delta.NONE, times, NEW));
        }

        assertThat(stored(key).times().maxInactiveInterval()).isEqualTo(Duration.ofMinutes(7));
    }

    /** Trap 6. */
    @Test
    void saveAfterDeleteLeavesNothing() {
        create();
        store.delete(key, CREATED);

        assertThat(store.save(key, changes(set("cart", "two"), LATER))).isEmpty();

        assertThat(store.load(key)).isEmpty();
    }

    /** Trap 6. */
    @Test
    void saveDoesNotTouchANewerSessionOfTheSameKey() {
        create();
        SessionTimes older = new SessionTimes(CREATED.minusMillis(1), LATER, HALF_AN_HOUR);

        assertThat(store.save(key, new SessionChanges(set("cart", "two"), Delta.NONE, older, older)))
                .isEmpty();
        assertThat(store.touch(key, older)).isEmpty();

        assertThat(stored(key)).isEqualTo(SessionContent.of(session(NEW, "cart", "one")));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 101, 400})
    void saveTakesAnyNumberOfAttributesAtOnce(int count) {
        create();
        Map<String, byte[]> many = new HashMap<>();
        for (int i = 0; i < count; i++) {
            many.put("attribute number " + i, bytes("value"));
        }

        assertThat(store.save(key, changes(new Delta(many, Set.of("cart"), Map.of()), LATER)))
                .contains(NEW.accessedAt(LATER));

        assertThat(stored(key).attributes()).containsOnlyKeys(many.keySet());
        assertThat(store.save(key, changes(new Delta(Map.of(), many.keySet(), many), LATER)))
                .contains(NEW.accessedAt(LATER));
        assertThat(stored(key).attributes()).isEmpty();
        assertThat(stored(key).containerState()).containsOnlyKeys("authType");
    }

    /** Trap 6. */
    @Test
    void saveOfManyAttributesAfterDeleteLeavesNothing() {
        create();
        Map<String, byte[]> many = new HashMap<>();
        for (int i = 0; i < 400; i++) {
            many.put("n" + i, bytes("value"));
        }
        store.delete(key, CREATED);

        assertThat(store.save(key, changes(set(many), LATER))).isEmpty();

        assertThat(store.load(key)).isEmpty();
    }

    @Test
    void versionGrowsWithContentAndNotWithTimes() {
        create();

        store.touch(key, NEW.accessedAt(LATER));
        assertThat(stored(key).version()).isZero();

        store.save(key, changes(set("cart", "two"), LATER));
        assertThat(stored(key).version()).isEqualTo(1);

        store.save(key, new SessionChanges(Delta.NONE, remove("authType", "FORM"), NEW.accessedAt(LATER), NEW));
        assertThat(stored(key).version()).isEqualTo(2);
    }

    // touch

    @Test
    void touchMovesTheExpiry() {
        create();
        SessionTimes touched = NEW.accessedAt(LATER);

        assertThat(store.touch(key, touched)).contains(touched);

        clock.set(expiry(touched).minusMillis(1));
        assertThat(stored(key).times()).isEqualTo(touched);
    }

    /** Trap 23. */
    @Test
    void touchNeverGoesBack() {
        create();
        store.touch(key, NEW.accessedAt(LATER));

        assertThat(store.touch(key, NEW.accessedAt(LATER.minusSeconds(1)))).contains(NEW.accessedAt(LATER));

        assertThat(stored(key).times()).isEqualTo(NEW.accessedAt(LATER));
    }

    /** Trap 28. */
    @Test
    void touchKeepsAnIntervalThatAnotherNodeSet() {
        create();
        SessionTimes shorter = NEW.withMaxInactiveInterval(Duration.ofMinutes(5));
        store.save(key, new SessionChanges(Delta.NONE, Delta.NONE, shorter, NEW));

        assertThat(store.touch(key, NEW.accessedAt(LATER))).contains(shorter);

        assertThat(stored(key).times()).isEqualTo(shorter);
    }

    /** Trap 6. */
    @Test
    void touchAfterDeleteLeavesNothing() {
        create();
        store.delete(key, CREATED);

        assertThat(store.touch(key, NEW.accessedAt(LATER))).isEmpty();

        assertThat(store.load(key)).isEmpty();
    }

    // delete

    @Test
    void deleteIsTrueOnce() {
        create();

        assertThat(store.delete(key, CREATED)).isTrue();
        assertThat(store.delete(key, CREATED)).isFalse();

        assertThat(store.load(key)).isEmpty();
    }

    @Test
    void deleteKeepsAnotherGeneration() {
        create();

        assertThat(store.delete(key, CREATED.minusMillis(1))).isFalse();

        assertThat(store.load(key)).isPresent();
    }

    @Test
    void closeTwiceIsNoError() {
        store.close();
        store.close();
    }
}
