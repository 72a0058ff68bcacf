package io.github.dynamosession.node.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dynamosession.node.values.ValueRules;
import io.github.dynamosession.store.InMemorySessionStore;
import io.github.dynamosession.store.LargeValueReference;
import io.github.dynamosession.store.MovableClock;
import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionChanges.Delta;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.SessionTooLargeException;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.Told;
import io.github.dynamosession.store.TouchPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Values that leave the item of their session, with the default budget of 4 KB. Trap 26. */
class LargeValuesTest {

    private static final SessionKey KEY = SessionKey.of("shop", "id-1");
    private static final Duration IDLE = Duration.ofMinutes(30);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-21T12:00:00Z"));
    private final InterceptedStore store =
            new InterceptedStore(new InMemorySessionStore(TouchPolicy.adaptive(), clock));
    private final LocalSessions here = node();
    private final LocalSessions there = node();

    /** A node of its own, with a cache of its own. */
    private LocalSessions node() {
        return node(Map.of());
    }

    private LocalSessions node(Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(Map.of("applicationName", "shop", "compression", "none"));
        properties.putAll(more);
        SessionStoreConfig config = SessionStoreConfig.of(properties);
        ValueRules rules =
                ValueRules.forAttributes(config, getClass().getClassLoader(), List.of(), (name, value) -> false);
        return ShopSessions.of(store, clock, rules, config);
    }

    private LocalSession created(Map<String, Object> attributes) {
        LocalSession session = here.create(KEY, "id-1", new SessionTimes(clock.instant(), clock.instant(), IDLE));
        session.attributes().putAll(attributes);
        session.save();
        store.takeWrites();
        return session;
    }

    private LocalSession loaded(LocalSessions node) {
        LocalSession session = node.join(KEY);
        assertThat(session.refresh()).isTrue();
        return session;
    }

    private Object read(LocalSessions node, String name) {
        return loaded(node).attributes().get(name);
    }

    private void set(LocalSessions node, String name, Object value) {
        LocalSession session = loaded(node);
        session.attributes().put(name, value);
        session.save();
    }

    private Optional<LargeValueReference> reference(String name) {
        return LargeValueReference.of(store.load(KEY).orElseThrow().attributes().get(name));
    }

    private static String text(int length) {
        return "x".repeat(length);
    }

    // ------------------------------------------------------------ where values go

    @Test
    void aValueBeyondTheBudgetLeavesTheItemAndIsThereForEveryNode() {
        created(Map.of("report", text(5_000), "user", "ann"));

        assertThat(reference("report").orElseThrow().length()).isBetween(5_000, 5_020);
        assertThat(reference("user")).isEmpty();
        assertThat(read(there, "report")).isEqualTo(text(5_000));
    }

    @Test
    void theLargestLeaveUntilTheRestFits() {
        created(Map.of("large", text(6_000), "middle", text(3_000), "small", text(1_100)));

        assertThat(reference("large")).isPresent();
        assertThat(reference("middle")).isPresent();
        assertThat(reference("small")).isEmpty();
    }

    @Test
    void whatFitsStays() {
        created(Map.of("a", text(1_800), "b", text(1_800)));

        assertThat(reference("a")).isEmpty();
        assertThat(reference("b")).isEmpty();
    }

    @Test
    void manySmallValuesStayEvenBeyondTheBudget() {
        Map<String, Object> attributes =
                Map.of("a", text(1_000), "b", text(1_000), "c", text(1_000), "d", text(1_000), "e", text(1_000));

        created(attributes);

        assertThat(attributes.keySet())
                .allSatisfy(name -> assertThat(reference(name)).isEmpty());
    }

    @Test
    void aValueThatBecameSmallComesBackToTheItem() {
        created(Map.of("report", text(5_000)));

        set(there, "report", "short");

        assertThat(reference("report")).isEmpty();
        assertThat(read(here, "report")).isEqualTo("short");
    }

    @Test
    void aSessionBeyondItsMaximumIsRefusedBeforeAnythingIsWritten() {
        LocalSession session = created(Map.of("report", text(5_000_000), "user", "ann"));
        session.attributes().put("copy", text(4_000_000));

        assertThatExceptionOfType(SessionTooLargeException.class)
                .isThrownBy(session::save)
                .withMessageContaining("8388608 bytes")
                .withMessageContaining("report (50000")
                .withMessageContaining("copy (40000");

        assertThat(store.takeWrites()).isEmpty();
        assertThat(read(there, "report")).isEqualTo(text(5_000_000));
    }

    // ------------------------------------------------------------ what it costs

    @Test
    void anUnchangedLargeValueIsNotWrittenAgain() {
        created(Map.of("report", text(5_000), "user", "ann"));

        LocalSession session = loaded(there);
        session.attributes().get("report");
        session.attributes().put("user", "bob");
        session.save();

        assertThat(store.takeWrites()).containsExactly("save [user] remove []");
    }

    @Test
    void aValueIsReadOnlyByThoseWhoWantItAndOncePerNode() {
        created(Map.of("report", text(5_000), "user", "ann"));

        loaded(there).attributes().get("user");
        assertThat(store.takeLargeValueLoads()).isZero();

        read(there, "report");
        read(there, "report");
        read(here, "report");
        assertThat(store.takeLargeValueLoads()).isOne();
    }

    // ------------------------------------------------------------ several nodes

    @Test
    void readersSeeTheOldValueUntilTheSaveAndTheNewOneAfterIt() {
        created(Map.of("report", "old" + text(5_000)));
        LocalSession writer = loaded(here);
        writer.attributes().put("report", "new" + text(5_000));
        store.afterNextWrite(
                () -> // the value's own item
                assertThat(read(there, "report")).asString().startsWith("old"));

        writer.save();

        assertThat(read(there, "report")).asString().startsWith("new");
    }

    @Test
    void aValueThatTheCheapReadDoesNotFindYetIsReadAllTheSame() {
        created(Map.of("report", text(5_000)));
        store.fallBehind();

        assertThat(read(there, "report")).isEqualTo(text(5_000));
        assertThat(store.takeLargeValueLoads()).isEqualTo(2);
    }

    @Test
    void aNodeThatDiesBetweenValueAndSessionLeavesTheOldValue() {
        created(Map.of("report", "old" + text(5_000)));
        LocalSession writer = loaded(here);
        writer.attributes().put("report", "new" + text(5_000));
        store.afterNextWrite(() -> {
            throw new StoreException("killed", null);
        });

        assertThatExceptionOfType(StoreException.class).isThrownBy(writer::save);

        assertThat(store.takeWrites()).singleElement().asString().startsWith("large value");
        assertThat(read(there, "report")).asString().startsWith("old");
    }

    @Test
    void aValueThatWentMeanwhileIsReadFromTheSessionAsItIsNow() {
        created(Map.of("report", "old" + text(5_000)));
        LocalSession reader = loaded(there);
        store.loseLargeValue(reference("report").orElseThrow());
        set(here, "report", "new" + text(5_000));

        assertThat(reader.attributes().get("report")).asString().startsWith("new");
    }

    @Test
    void ofASessionThatEndedMeanwhileAValueIsAnErrorAndNotNothing() {
        created(Map.of("report", text(5_000)));
        LocalSession reader = loaded(there);
        loaded(here).delete();

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> reader.attributes().get("report"))
                .withMessageContaining("report")
                .withMessageContaining("ended");
    }

    /** Listeners are told when the session is deleted, and its items with it. */
    @Test
    void theValuesOfASessionThatIsDeletedAreThereForListeners() {
        created(Map.of("report", text(5_000)));
        LocalSession session = loaded(there);

        session.delete();

        assertThat(session.attributes().get("report")).isEqualTo(text(5_000));
    }

    @Test
    void aLostValueDoesNotKeepASessionFromItsEnd() {
        created(Map.of("report", text(5_000)));
        store.loseLargeValue(reference("report").orElseThrow());

        assertThat(loaded(there).delete()).isTrue();
    }

    @Test
    void aValueThatIsLostCostsItsAttributeOnly() {
        created(Map.of("report", text(5_000), "user", "ann"));
        LargeValueReference reference = reference("report").orElseThrow();
        store.loseLargeValue(reference);

        LocalSession session = loaded(there);
        assertThat(session.attributes().get("report")).isNull();
        session.attributes().put("user", "bob");
        session.save();

        assertThat(reference("report")).hasValue(reference);
        assertThat(read(there, "user")).isEqualTo("bob");
    }

    // ------------------------------------------------------------ over time

    /** A value's item is deleted by its TTL, which is set once. */
    @Test
    void aSessionInUseForMonthsKeepsItsLargeValue() {
        created(Map.of("report", text(5_000), "user", "ann"));

        for (int day = 0; day < 60; day++) {
            for (int visit = 0; visit < 60; visit++) {
                clock.advance(Duration.ofMinutes(24));
                loaded(here).touchIfDue();
            }
            assertThat(reference("report").orElseThrow().keptUntil())
                    .isAfterOrEqualTo(clock.instant().plus(IDLE).plus(Duration.ofDays(1)));
        }

        assertThat(read(there, "report")).isEqualTo(text(5_000));
        assertThat(store.takeWrites())
                .filteredOn(call -> call.startsWith("renew"))
                .hasSizeBetween(8, 9);
    }

    @Test
    void aRenewalDoesNotReplaceWhatAnotherNodeSetMeanwhile() {
        created(Map.of("report", "old" + text(5_000)));
        LocalSession session = loaded(here);
        session.setMaxInactiveInterval(Duration.ofDays(30)); // longer than the value is kept
        store.afterNextWrite(() -> set(there, "report", "new" + text(5_000)));

        session.save();

        assertThat(read(there, "report")).asString().startsWith("new");
    }

    /** A value that this node cannot renew harms only itself. */
    @Test
    void whatARequestWantsIsDoneThoughAValueCannotBeRenewed() {
        created(Map.of("report", text(5_000)));
        LocalSession session = loaded(node(Map.of("maxSessionSize", "1024")));
        store.save(KEY, changeOfInterval(Duration.ofDays(30))); // longer than the value is kept
        session.refresh();
        clock.advance(Duration.ofDays(4));

        session.touchIfDue();

        assertThat(loaded(here).times().lastAccessedTime()).isEqualTo(clock.instant());
    }

    private SessionChanges changeOfInterval(Duration interval) {
        SessionTimes stored = store.load(KEY).orElseThrow().times();
        return new SessionChanges(Delta.NONE, Delta.NONE, stored.withMaxInactiveInterval(interval), stored);
    }

    @Test
    void aLongerInactiveIntervalKeepsTheValueForLonger() {
        created(Map.of("report", text(5_000)));
        LocalSession session = loaded(here);
        session.setMaxInactiveInterval(Duration.ofDays(30));

        session.save();

        assertThat(reference("report").orElseThrow().keptUntil())
                .isAfter(clock.instant().plus(Duration.ofDays(31)));
    }

    @Test
    void ofASessionThatNeverExpiresAValueIsKeptForHalfAYearAfterEachAccess() {
        LocalSession session = created(Map.of("report", text(5_000)));
        session.setMaxInactiveInterval(Duration.ZERO);
        session.save();

        for (int visit = 0; visit < 10; visit++) {
            clock.advance(Duration.ofDays(100));
            loaded(here).touchIfDue();
            assertThat(reference("report").orElseThrow().keptUntil())
                    .isAfterOrEqualTo(clock.instant().plus(Duration.ofDays(183)));
        }
    }

    // ------------------------------------------------------------ figures

    @Test
    void listenersAreToldOfEachValueInFullAndOfEachLookIntoTheCache() {
        Told told = Told.by(store.metrics());

        created(Map.of("report", text(5_000), "user", "ann"));
        read(here, "report");
        read(there, "report");
        read(there, "report");

        assertThat(told.lines("value")).hasSize(2).anyMatch(line -> line.startsWith("value 50"));
        assertThat(told.lines("large value"))
                .containsExactly("large value cached", "large value loaded", "large value cached");
        assertThat(store.metrics().statistics().largeValueHits()).isEqualTo(2);
        assertThat(store.metrics().statistics().largeValueMisses()).isEqualTo(1);
    }
}
