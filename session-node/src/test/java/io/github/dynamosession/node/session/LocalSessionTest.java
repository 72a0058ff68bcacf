package io.github.dynamosession.node.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.node.request.AttributeNotSavedException;
import io.github.dynamosession.node.values.ValueCallback;
import io.github.dynamosession.node.values.ValueMap;
import io.github.dynamosession.node.values.ValueRules;
import io.github.dynamosession.store.InMemorySessionStore;
import io.github.dynamosession.store.Logged;
import io.github.dynamosession.store.MovableClock;
import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionStoreConfig.Codec;
import io.github.dynamosession.store.SessionStoreConfig.MutationDetection;
import io.github.dynamosession.store.SessionStoreConfig.UnreadableAttribute;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.Told;
import io.github.dynamosession.store.TouchPolicy;
import io.github.dynamosession.store.UserSessions;
import io.github.dynamosession.store.codec.ClassFilter;
import io.github.dynamosession.store.codec.CodecException;
import io.github.dynamosession.store.payload.PayloadFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What requests of one session may rely on, on one node (one local session) and on several (one each). */
class LocalSessionTest {

    private static final SessionKey KEY = SessionKey.of("shop", "id-1");
    private static final Duration IDLE = Duration.ofMinutes(30);

    private static final Object LOCAL = new Object();

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-21T12:00:00Z"));
    private final TouchPolicy touchPolicy = TouchPolicy.adaptive();
    private final InterceptedStore store = new InterceptedStore(new InMemorySessionStore(touchPolicy, clock));

    // ------------------------------------------------------------ what is written

    @Test
    void theFirstSaveStoresTheWholeSessionAndTheNextOnlyTheDifference() {
        LocalSession session = created(Map.of("user", "ann", "cart", new ArrayList<>(List.of("tea"))));
        assertThat(store.takeWrites()).hasSize(1).first().asString().startsWith("create");

        session.attributes().put("user", "bob");
        session.save();

        assertThat(store.takeWrites()).containsExactly("save [user] remove []");
        assertThat(loaded().attributes()).containsEntry("user", "bob").containsEntry("cart", List.of("tea"));
    }

    @Test
    void aChangeThatIsSavedAfterTheResponseIsToldAsLateAndNoOther() {
        LocalSession session = created(Map.of("user", "ann"));
        Told told = Told.by(store.metrics());

        session.attributes().put("user", "bob");
        session.save();
        session.saveLate();
        assertThat(told.lines("late")).isEmpty();

        session.attributes().put("user", "carl");
        session.saveLate();
        assertThat(told.lines("late")).hasSize(1);
        assertThat(store.metrics().statistics().lateSaves()).isEqualTo(1);
    }

    /** Else each save would be refused first, and a late attempt of it would not be. */
    @Test
    void aSaveKnowsWhatIsStoredUnderTheNamesThatItChanges() {
        LocalSession session = created(Map.of("user", "ann", "cart", new ArrayList<>(List.of("tea")), "old", 1));
        store.takeWrites();

        session.attributes().put("user", "bob");
        session.attributes().put("new", 1);
        session.save();
        session.attributes().put("user", "carl");
        session.attributes().remove("old");
        session.save();
        session.attributes().put("old", 2);
        session.attributes().remove("new");
        list(session, "cart").add("milk");
        session.save();

        assertThat(store.takeWrites()).hasSize(3).noneMatch(call -> call.contains("stale"));
    }

    @Test
    void aSaveKnowsTheBytesThatWereStoredAndNotThoseThatTheValueEncodesTo() {
        Map<String, String> built = new HashMap<>(1024); // iterates in another order than a small map does
        List.of("Aa", "BB", "C#", "zz", "q1").forEach(name -> built.put(name, name));
        created(Map.of("map", built));
        plant("bad", new byte[] {99, 1, 0, 0, 42});
        LocalSession session = loaded();
        store.takeWrites();

        ((Map<?, ?>) session.attributes().get("map")).remove("zz");
        session.attributes().get("bad");
        session.attributes().put("bad", "good again");
        session.save();

        assertThat(store.takeWrites()).singleElement().asString().doesNotContain("stale");
    }

    @Test
    void aSaveAfterARefreshKnowsWhatTheOtherNodeStored() {
        created(Map.of("user", "ann", "old", 1));
        LocalSession here = loaded();
        here.attributes().put("user", "bob");
        here.attributes().remove("old");
        LocalSession there = loaded();
        there.attributes().put("user", "carl");
        there.attributes().put("old", 2);
        there.save();
        store.takeWrites();

        here.refresh();
        here.save();

        assertThat(store.takeWrites()).containsExactly("save [user] remove [old]");
    }

    @Test
    void aSaveWithoutChangesCostsNothing() {
        created(Map.of("user", "ann"));
        store.takeWrites();

        LocalSession session = loaded();
        session.attributes().get("user");
        session.save();

        assertThat(store.takeWrites()).isEmpty();
    }

    @Test
    void aSessionThatEndsBeforeItsFirstSaveCostsNothing() {
        LocalSession session = sessions(MutationDetection.READ).create(KEY, "a", times());
        session.attributes().put("user", "ann");

        assertThat(session.delete()).isTrue();
        session.save();

        assertThat(store.takeWrites()).isEmpty();
        assertThat(session.isGone()).isTrue();
    }

    @Test
    void trap14AValueChangedInPlaceIsSaved() {
        created(Map.of("cart", new ArrayList<>(List.of("tea"))));

        LocalSession session = loaded();
        list(session, "cart").add("milk");
        session.save();

        assertThat(loaded().attributes().get("cart")).isEqualTo(List.of("tea", "milk"));
    }

    @Test
    void trap14AValueChangedInPlaceAfterItsSaveIsSavedAgain() {
        LocalSession session = created(Map.of("cart", new ArrayList<>(List.of("tea"))));
        list(session, "cart").add("milk");
        session.save();

        assertThat(loaded().attributes().get("cart")).isEqualTo(List.of("tea", "milk"));
    }

    @Test
    void trap14AMapWhoseEntriesAreOrderedOtherwiseThanStoredIsNoChange() {
        Map<String, String> built = new HashMap<>(1024); // iterates in another order than a small map does
        List.of("Aa", "BB", "C#", "zz", "q1").forEach(name -> built.put(name, name));
        created(Map.of("map", built));
        store.takeWrites();

        LocalSession session = loaded();
        session.attributes().get("map");
        session.save();

        assertThat(store.takeWrites()).isEmpty();
    }

    @Test
    void withoutMutationDetectionOnlySetAttributeCounts() {
        created(Map.of("cart", new ArrayList<>(List.of("tea"))));
        store.takeWrites();

        LocalSession session = sessions(MutationDetection.NONE).join(KEY);
        session.refresh();
        list(session, "cart").add("milk");
        session.save();

        assertThat(store.takeWrites()).isEmpty();
    }

    @Test
    void aNodeLocalValueIsSeenAndNeverStored() {
        LocalSession session = created(Map.of());
        store.takeWrites();

        session.attributes().put("local", "here");
        session.save();
        session.refresh();

        assertThat(session.attributes()).containsEntry("local", "here");
        assertThat(store.takeWrites()).isEmpty();
    }

    /** Else other nodes would go on with a value that the application has replaced, and this one would find it again. */
    @Test
    void aNodeLocalValueTakesThePlaceOfTheStoredOne() {
        LocalSession session = created(Map.of("job", "stored"));
        store.takeWrites();

        session.attributes().put("job", LOCAL);
        session.save();
        assertThat(store.takeWrites()).containsExactly("save [] remove [job]");
        assertThat(loaded().attributes()).isEmpty();
        assertThat(session.attributes()).containsEntry("job", LOCAL);

        session.attributes().remove("job");
        session.refresh();
        session.save();
        assertThat(session.attributes()).isEmpty();
        assertThat(store.takeWrites()).isEmpty();
    }

    @Test
    void aNodeLocalValueThatIsRemovedBeforeItsSaveDoesNotBringTheStoredOneBack() {
        LocalSession session = created(Map.of("job", "stored"));

        session.attributes().put("job", LOCAL);
        session.attributes().remove("job");
        session.save();

        assertThat(session.attributes()).isEmpty();
        assertThat(loaded().attributes()).isEmpty();
    }

    /** The value that the attribute had before goes with the id: the node that gives it knows the session's version. */
    @Test
    void aNewIdGivesNobodyAValueBackThatANodeLocalOneHasReplaced() {
        created(Map.of("job", "stored", "user", "ann"));
        LocalSession session = loaded();
        SessionKey newKey = SessionKey.of("shop", "id-2");

        session.attributes().put("job", LOCAL);
        session.rename(newKey, "id-2");
        session.save();

        assertThat(session.attributes()).containsEntry("job", LOCAL);
        assertThat(store.load(newKey).orElseThrow().attributes()).containsOnlyKeys("user");
    }

    // ------------------------------------------------------------ several nodes

    @Test
    void trap2ChangesOfDifferentAttributesBothWin() {
        created(Map.of("a", 1, "b", 1));
        LocalSession here = loaded();
        LocalSession there = loaded();

        here.attributes().put("a", 2);
        there.attributes().put("b", 2);
        here.save();
        there.save();

        assertThat(loaded().attributes()).containsEntry("a", 2).containsEntry("b", 2);
    }

    @Test
    void trap4ARequestThatOnlyReadDoesNotWriteOldValuesBack() {
        created(Map.of("cart", new ArrayList<>(List.of("tea"))));
        LocalSession reader = loaded();
        list(reader, "cart");
        LocalSession writer = loaded();
        list(writer, "cart").add("milk");
        writer.save();

        reader.save();

        assertThat(loaded().attributes().get("cart")).isEqualTo(List.of("tea", "milk"));
    }

    @Test
    void trap5AnAttributeRemovedElsewhereStaysRemoved() {
        created(Map.of("a", 1, "b", 1));
        LocalSession here = loaded();
        here.attributes().get("a");
        LocalSession there = loaded();
        there.attributes().remove("a");
        there.save();

        here.attributes().put("b", 2);
        here.save();

        assertThat(loaded().attributes()).doesNotContainKey("a").containsEntry("b", 2);
    }

    @Test
    void trap6ASaveAfterTheSessionEndedElsewhereIsDropped() {
        created(Map.of("user", "ann"));
        LocalSession inFlight = loaded();
        loaded().delete();

        inFlight.attributes().put("user", "ann again");
        inFlight.save();

        assertThat(inFlight.isGone()).isTrue();
        assertThat(join().refresh()).isFalse();
    }

    @Test
    void aRefreshTakesInWhatOthersChangedAndKeepsWhatIsNotSavedYet() {
        created(Map.of("a", 1, "b", 1, "c", 1));
        LocalSession here = loaded();
        here.attributes().put("a", 2);
        here.attributes().remove("b");
        LocalSession there = loaded();
        there.attributes().put("a", 3);
        there.attributes().put("b", 3);
        there.attributes().put("c", 3);
        there.save();

        here.refresh();
        assertThat(here.attributes())
                .containsEntry("a", 2)
                .doesNotContainKey("b")
                .containsEntry("c", 3);

        here.save();
        assertThat(loaded().attributes())
                .containsEntry("a", 2)
                .doesNotContainKey("b")
                .containsEntry("c", 3);
    }

    @Test
    void aRefreshKeepsAValueChangedInPlaceAndTheSaveWritesIt() {
        created(Map.of("cart", new ArrayList<>(List.of("tea"))));
        LocalSession here = loaded();
        list(here, "cart").add("milk");
        addRumElsewhere();

        here.refresh();
        here.save();

        assertThat(loaded().attributes().get("cart")).isEqualTo(List.of("tea", "milk"));
    }

    /** A slow request has the cart; another one joins it, and takes in what another node has saved. */
    @Test
    void aValueThatARefreshHasReplacedIsSavedIfTheRequestThatHasItChangesIt() {
        created(Map.of("cart", new ArrayList<>(List.of("tea"))));
        LocalSession here = loaded();
        List<Object> cart = list(here, "cart");
        addRumElsewhere();

        here.refresh();
        assertThat(list(here, "cart")).containsExactly("tea", "rum");
        cart.add("milk");
        here.save();
        assertThat(loaded().attributes().get("cart")).isEqualTo(List.of("tea", "milk"));
        assertThat(list(here, "cart")).isSameAs(cart);

        store.takeWrites();
        list(here, "cart");
        here.save();
        assertThat(store.takeWrites()).isEmpty();
    }

    @Test
    void aReplacedValueThatChangesWasNotRemovedElsewhereForGood() {
        created(Map.of("cart", new ArrayList<>(List.of("tea"))));
        LocalSession here = loaded();
        List<Object> cart = list(here, "cart");
        LocalSession there = loaded();
        there.attributes().remove("cart");
        there.save();

        here.refresh();
        assertThat(here.attributes()).isEmpty();
        cart.add("milk");
        here.save();

        assertThat(loaded().attributes().get("cart")).isEqualTo(List.of("tea", "milk"));
    }

    @Test
    void aReplacedValueThatDoesNotChangeUndoesNothing() {
        created(Map.of("cart", new ArrayList<>(List.of("tea")), "user", "ann"));
        LocalSession here = loaded();
        List<Object> cart = list(here, "cart");
        addRumElsewhere();

        here.refresh();
        here.attributes().put("user", "bob");
        here.save();

        assertThat(cart).containsExactly("tea");
        assertThat(loaded().attributes()).containsEntry("cart", List.of("tea", "rum"));
    }

    /** Two requests of a node have different objects under one name: neither change is left out. */
    @Test
    void ofTwoObjectsThatChangeUnderOneNameTheLaterSaveWins() {
        created(Map.of("cart", new ArrayList<>(List.of("tea"))));
        LocalSession here = loaded();
        List<Object> first = list(here, "cart");
        addRumElsewhere();
        here.refresh();
        List<Object> second = list(here, "cart");

        second.add("milk");
        here.save();
        assertThat(loaded().attributes().get("cart")).isEqualTo(List.of("tea", "rum", "milk"));
        first.add("sugar");
        here.save();
        assertThat(loaded().attributes().get("cart")).isEqualTo(List.of("tea", "sugar"));

        store.takeWrites();
        list(here, "cart");
        here.save();
        assertThat(store.takeWrites()).isEmpty();
    }

    @Test
    void anUnchangedValueStaysTheSameObjectOverARefresh() {
        created(Map.of("cart", new ArrayList<>(List.of("tea"))));
        LocalSession session = loaded();
        Object before = session.attributes().get("cart");

        session.refresh();

        assertThat(session.attributes().get("cart")).isSameAs(before);
    }

    @Test
    void trap8ARenameTakesAlongWhatAnotherNodeSavedMeanwhile() {
        SessionKey newKey = SessionKey.of("shop", "id-2");
        created(Map.of("a", 1));
        LocalSession here = loaded();
        LocalSession there = loaded();
        there.attributes().put("b", 2);
        there.save();

        here.rename(newKey, "b");
        here.attributes().put("a", 2);
        here.save();

        assertThat(join().refresh()).isFalse();
        LocalSession renamed = sessions(MutationDetection.READ).join(newKey);
        renamed.refresh();
        assertThat(renamed.attributes()).containsEntry("a", 2).containsEntry("b", 2);
    }

    @Test
    void theInactiveIntervalIsSavedAndSeenElsewhere() {
        LocalSession session = created(Map.of());

        session.setMaxInactiveInterval(Duration.ofMinutes(5));
        session.save();

        assertThat(loaded().times().maxInactiveInterval()).isEqualTo(Duration.ofMinutes(5));
    }

    // ------------------------------------------------------------ overlapping requests on one node

    @Test
    void aSaveEncodesEachValueOnceAndListenersHearOfItOnce() {
        LocalSession session = created(Map.of("cart", new ArrayList<>(List.of("tea")), "user", "ann"));
        List<String> heard = new ArrayList<>();
        session.attributes().setCallback(new Encodings() {
            @Override
            public void willEncode(String name, Object value) {
                heard.add("will encode " + name);
            }

            @Override
            public void encoded(String name, Object value) {
                heard.add("encoded " + name);
            }
        });
        session.attributes().put("user", "bob");

        session.save();

        assertThat(heard)
                .containsExactlyInAnyOrder("will encode cart", "encoded cart", "will encode user", "encoded user");
        assertThat(loaded().attributes()).containsEntry("user", "bob");
    }

    @Test
    void aSaveThatHasToWaitDoesNotWriteAgainWhatTheOtherOneHasWritten() throws InterruptedException {
        LocalSession session = created(Map.of("cart", new ArrayList<>(List.of("tea")), "old", 1));
        store.takeWrites();
        list(session, "cart").add("milk");
        session.attributes().put("user", "ann");
        session.attributes().remove("old");
        Thread second = new Thread(session::save);
        store.afterNextWrite(() -> {
            second.start();
            await().until(() -> second.getState() == Thread.State.TIMED_WAITING);
        });

        session.save();
        second.join();

        assertThat(store.takeWrites()).hasSize(1);
        assertThat(loaded().attributes()).containsEntry("cart", List.of("tea", "milk"));
    }

    @Test
    void aSaveThatIsOvertakenDoesNotWriteOlderValues() {
        LocalSession session = created(Map.of("cart", new ArrayList<>(List.of("tea"))));
        store.takeWrites();
        List<Object> cart = list(session, "cart");
        cart.add("milk");
        session.attributes().setCallback(new Encodings() {
            @Override
            public void encoded(String name, Object value) {
                session.attributes().setCallback(ValueCallback.NONE);
                cart.add("sugar");
                session.save();
            }
        });

        session.save();

        assertThat(store.takeWrites()).hasSize(1);
        assertThat(loaded().attributes()).containsEntry("cart", List.of("tea", "milk", "sugar"));
    }

    private interface Encodings extends ValueCallback {
        @Override
        default RuntimeException failed(StoreException failure) {
            return failure;
        }
    }

    @Test
    void aLoadThatIsOlderThanASaveOfThisNodeDoesNotUndoIt() {
        created(Map.of("a", 1));
        LocalSession session = loaded();
        CompletableFuture<?>[] save = new CompletableFuture<?>[1];
        store.afterNextLoad(() -> {
            session.attributes().put("a", 2);
            save[0] = CompletableFuture.runAsync(session::save); // has to wait for the load
        });

        session.refresh();
        save[0].join();

        assertThat(session.attributes()).containsEntry("a", 2);
        assertThat(loaded().attributes()).containsEntry("a", 2);
    }

    @Test
    void aValueSetWhileItsNameIsBeingSavedIsSavedNext() {
        LocalSession session = created(Map.of());
        session.attributes().put("a", 1);
        store.afterNextWrite(() -> session.attributes().put("a", 2));
        session.save();

        session.save();

        assertThat(loaded().attributes()).containsEntry("a", 2);
    }

    @Test
    void aNameRemovedWhileItIsSavedForTheFirstTimeIsRemovedNext() {
        LocalSession session = created(Map.of());
        session.attributes().put("a", 1);
        store.afterNextWrite(() -> session.attributes().remove("a"));
        session.save();

        session.save();

        assertThat(loaded().attributes()).doesNotContainKey("a");
    }

    @Test
    void aNameSetWhileItIsBeingRemovedIsSavedNext() {
        created(Map.of("a", 1));
        LocalSession session = loaded();
        session.attributes().remove("a");
        store.afterNextWrite(() -> session.attributes().put("a", 2));
        session.save();

        session.save();

        assertThat(loaded().attributes()).containsEntry("a", 2);
    }

    /** The save has taken its times already, and does not know of the interval that is set a moment later. */
    @Test
    void anIntervalSetWhileASaveIsUnderWayIsSavedNext() {
        created(Map.of("a", 1));
        LocalSession session = loaded();
        session.attributes().put("a", 2);
        clock.beforeNextRead(() -> session.setMaxInactiveInterval(Duration.ofMinutes(5)));
        session.save();
        assertThat(session.mayHaveChanges()).isTrue();

        session.save();

        assertThat(loaded().times().maxInactiveInterval()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void anIdWishedWhileASaveIsUnderWayIsGivenByTheNext() {
        created(Map.of("a", 1));
        LocalSession session = loaded();
        session.attributes().put("a", 2);
        SessionKey newKey = SessionKey.of("shop", "id-2");
        clock.beforeNextRead(() -> session.rename(newKey, "id-2"));
        session.save();
        assertThat(store.takeWrites()).last().asString().startsWith("save [a]");
        assertThat(session.isToBeRenamed()).isTrue();

        session.save();

        assertThat(store.load(newKey)).isPresent();
        assertThat(store.load(KEY)).isEmpty();
    }

    // ------------------------------------------------------------ values that cannot be read or written

    @Test
    void trap12AnUnreadableAttributeCostsOnlyItselfAndKeepsItsBytes() {
        byte[] newerFormat = {99, 1, 0, 0, 42};
        created(Map.of("good", 1));
        plant("bad", newerFormat);

        LocalSession session = loaded();
        assertThat(session.attributes().get("bad")).isNull();
        session.attributes().put("good", 2);
        session.save();

        assertThat(loaded().attributes()).containsEntry("good", 2);
        assertThat(store.load(KEY).orElseThrow().attributes().get("bad")).isEqualTo(newerFormat);
    }

    @Test
    void trap12AnUnreadableAttributeIsAnErrorIfTheConfigurationSaysSo() {
        created(Map.of());
        plant("bad", new byte[] {99, 1, 0, 0, 42});
        LocalSession session =
                sessions(MutationDetection.READ, UnreadableAttribute.FAIL).join(KEY);
        session.refresh();

        assertThatThrownBy(() -> session.attributes().get("bad"))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("attribute bad of session " + KEY)
                .hasMessageContaining("format 99");
    }

    @Test
    void trap16AnAttributeThatCannotBeEncodedIsNamedAndTheRestIsSaved() {
        LocalSession session = created(Map.of());
        session.attributes().put("thread", new ArrayList<>(List.of(Thread.currentThread())));
        session.attributes().put("user", "ann");

        assertThatThrownBy(session::save)
                .isInstanceOf(AttributeNotSavedException.class)
                .hasMessageContaining("attribute thread of session " + KEY)
                .hasMessageContaining("java.lang.Thread");

        assertThat(loaded().attributes()).containsOnlyKeys("user");
        assertThat(session.attributes()).containsKey("thread");
    }

    @Test
    void aValueThatWasRefusedOutsideOfRequestsFailsNoUseOfAnotherAttribute() {
        LocalSession session = created(Map.of("user", "ann"));
        session.attributes().put("thread", new ArrayList<>(List.of(Thread.currentThread())));
        assertThatThrownBy(() -> session.saveUse("thread")).isInstanceOf(AttributeNotSavedException.class);

        assertThat(session.attributes().get("user")).isEqualTo("ann");
        session.saveUse("user");
        session.attributes().put("user", "bob");
        session.saveUse("user");

        assertThat(loaded().attributes()).containsEntry("user", "bob");
        session.attributes().put("thread", new ArrayList<>(List.of(Thread.currentThread())));
        assertThatThrownBy(() -> session.saveUse("thread")).isInstanceOf(AttributeNotSavedException.class);
    }

    /** No one else would tell. */
    @Test
    void aValueThatIsRefusedForTheFirstTimeFailsTheUseThatFindsIt() {
        LocalSession session = created(Map.of("user", "ann", "cart", new ArrayList<>()));
        list(session, "cart").add(Thread.currentThread());

        assertThatThrownBy(() -> session.saveUse("user")).isInstanceOf(AttributeNotSavedException.class);

        session.attributes().get("user");
        session.saveUse("user");
    }

    @Test
    void trap16WhatCannotBeStoredStaysOnTheNodeIfTheConfigurationSaysSo() {
        SessionStoreConfig config =
                SessionStoreConfig.of(Map.of("applicationName", "shop", "unstorableAttribute", "skip"));
        ValueRules rules =
                ValueRules.forAttributes(config, getClass().getClassLoader(), List.of(), (name, value) -> false);
        LocalSession session = ShopSessions.of(store, clock, rules).create(KEY, "a", times());
        Thread helper = Thread.currentThread();
        session.attributes().requireStorable("helper", helper);
        session.attributes().put("helper", helper);
        session.attributes().put("user", "ann");

        try (Logged log = Logged.byPackageOf(ValueRules.class)) {
            session.save();
            session.refresh();
            session.save();

            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("attribute helper of session " + KEY)
                    .contains("java.lang.Thread");
        }
        assertThat(session.attributes()).containsEntry("helper", helper);
        assertThat(loaded().attributes()).containsOnlyKeys("user");
    }

    // ------------------------------------------------------------ what may be set

    @Test
    void whatCannotBeStoredIsRefusedWhenItIsSet() {
        ValueMap attributes = created(Map.of()).attributes();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> attributes.requireStorable("thread", Thread.currentThread()))
                .withMessageContaining("java.lang.Thread is not Serializable");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attributes.requireStorable("draft:\ud800", "text"))
                .withMessageContaining("surrogate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attributes.requireStorable("n".repeat(2049), "text"))
                .withMessageContaining("2049 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attributes.requireStorable(UserSessions.USER_ATTRIBUTE, "ann\udc00"))
                .withMessageContaining("the name of a user");
        attributes.requireStorable("n".repeat(2048), "ann\udc00");
        attributes.requireStorable("\ud83d\ude00", "ann");
        attributes.requireStorable("job", LOCAL);
    }

    // ------------------------------------------------------------ access times

    @Test
    void trap24TheAccessTimeIsWrittenOncePerTouchInterval() {
        created(Map.of());
        store.takeWrites();
        Duration interval = touchPolicy.interval(times());

        clock.advance(interval.minusMillis(1));
        loaded().touchIfDue();
        assertThat(store.takeWrites()).isEmpty();

        clock.advance(Duration.ofMillis(1));
        loaded().touchIfDue();
        loaded().touchIfDue();
        assertThat(store.takeWrites()).containsExactly("touch");
    }

    /** So that its entry in the index of expired sessions does not move for nothing. */
    @Test
    void aSaveWritesTheAccessTimeWhenItIsDueOnly() {
        created(Map.of());
        SessionTimes stored = times();
        Duration interval = touchPolicy.interval(stored);

        clock.advance(interval.minusMillis(1));
        change("a");
        assertThat(loaded().times()).isEqualTo(stored);

        clock.advance(Duration.ofMillis(1));
        change("b");
        assertThat(loaded().times()).isEqualTo(stored.accessedAt(clock.instant()));
        assertThat(loaded().attributes()).containsOnlyKeys("a", "b");
    }

    private void change(String name) {
        LocalSession session = loaded();
        session.attributes().put(name, 1);
        session.save();
    }

    @Test
    void aNewIntervalCountsFromItsOwnRequest() {
        created(Map.of());
        clock.advance(Duration.ofSeconds(5));

        LocalSession session = loaded();
        session.setMaxInactiveInterval(Duration.ofMinutes(5));
        session.save();

        assertThat(loaded().times().lastAccessedTime()).isEqualTo(clock.instant());
    }

    @Test
    void trap10ATouchDoesNotReviveAnExpiredSession() {
        created(Map.of());
        LocalSession inFlight = loaded();

        clock.advance(IDLE.multipliedBy(2));
        inFlight.touchIfDue();

        assertThat(inFlight.isGone()).isTrue();
        assertThat(join().refresh()).isFalse();
    }

    // ------------------------------------------------------------ fixture

    private LocalSession created(Map<String, Object> attributes) {
        LocalSession session = sessions(MutationDetection.READ).create(KEY, "a", times());
        attributes.forEach(session.attributes()::put);
        session.save();
        return session;
    }

    private LocalSession loaded() {
        LocalSession session = join();
        assertThat(session.refresh()).isTrue();
        return session;
    }

    private void addRumElsewhere() {
        LocalSession there = loaded();
        list(there, "cart").add("rum");
        there.save();
    }

    private LocalSession join() {
        return sessions(MutationDetection.READ).join(KEY);
    }

    private SessionTimes times() {
        return new SessionTimes(clock.instant(), clock.instant(), IDLE);
    }

    private void plant(String name, byte[] bytes) {
        SessionTimes stored = store.load(KEY).orElseThrow().times();
        SessionChanges.Delta delta = new SessionChanges.Delta(Map.of(name, bytes), Set.of(), Map.of());
        store.save(KEY, new SessionChanges(delta, SessionChanges.Delta.NONE, stored, stored));
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(LocalSession session, String name) {
        return (List<Object>) session.attributes().get(name);
    }

    private LocalSessions sessions(MutationDetection mutationDetection) {
        return sessions(mutationDetection, UnreadableAttribute.SKIP);
    }

    private LocalSessions sessions(MutationDetection mutationDetection, UnreadableAttribute unreadable) {
        ClassLoader loader = LocalSessionTest.class.getClassLoader();
        PayloadFormat format = PayloadFormat.of(Codec.KRYO, ClassFilter.forApplication(loader, List.of()), 400_000);
        ValueRules rules = new ValueRules(
                format, mutationDetection, unreadable, (name, value) -> name.equals("local") || value == LOCAL);
        return ShopSessions.of(store, clock, rules);
    }
}
