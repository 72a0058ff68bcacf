package io.github.dynamosession.node.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.node.request.RequestUnit;
import io.github.dynamosession.node.values.ValueCallback;
import io.github.dynamosession.node.values.ValueRules;
import io.github.dynamosession.store.InMemorySessionStore;
import io.github.dynamosession.store.MovableClock;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.TouchPolicy;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two requests of one node that overlap in a session: whose change is whose. */
class RequestUnitTest {

    private static final SessionKey OLD = SessionKey.of("shop", "old");
    private static final SessionKey NEW = SessionKey.of("shop", "new");
    private static final Duration IDLE = Duration.ofMinutes(30);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-21T12:00:00Z"));
    private final InterceptedStore store =
            new InterceptedStore(new InMemorySessionStore(TouchPolicy.adaptive(), clock));
    private final SessionStoreConfig config =
            SessionStoreConfig.of(Map.of("applicationName", "shop", "lockMode", "session"));
    private final LocalSessions node = ShopSessions.of(
            store,
            clock,
            ValueRules.forAttributes(config, getClass().getClassLoader(), List.of(), (name, value) -> false),
            config);
    private final RequestUnit login = new RequestUnit();
    private final RequestUnit bystander = new RequestUnit();
    private LocalSession session;

    @BeforeEach
    void join() {
        LocalSession created = node.create(OLD, "old", new SessionTimes(clock.instant(), clock.instant(), IDLE));
        created.attributes().put("cart", "tea");
        created.save();
        session = node.join(OLD);
        session.refresh();
        store.takeWrites();
    }

    @AfterEach
    void endThreads() {
        node.locks().close();
    }

    private void setAndSave(String name) {
        session.attributes().put(name, 1);
        session.save();
    }

    // ------------------------------------------------------------ a new id

    @Test
    void aNewIdIsGivenByTheSaveOfItsOwnRequest() {
        login.run(() -> session.rename(NEW, "new"));

        bystander.run(() -> setAndSave("poll"));
        assertThat(store.takeWrites()).containsExactly("save [poll] remove []");

        login.run(session::save);
        assertThat(store.load(OLD)).isEmpty();
        assertThat(store.load(NEW).orElseThrow().attributes()).containsOnlyKeys("cart", "poll");
        assertThat(session.isToBeRenamed()).isFalse();
    }

    /** Its client has been answered with an error, and knows the old id only. */
    @Test
    void aNewIdThatWasNotGivenForCertainIsNotGivenByTheNextSave() {
        login.run(() -> session.rename(NEW, "new"));
        store.refuseRenames(true);
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> login.run(session::save));

        store.refuseRenames(false);
        bystander.run(() -> setAndSave("poll"));
        setAndSave("socket");

        assertThat(store.load(OLD).orElseThrow().attributes()).containsOnlyKeys("cart", "poll", "socket");
        assertThat(store.load(NEW)).isEmpty();
        assertThat(session.key()).isEqualTo(OLD);
    }

    @Test
    void aRequestThatFailsBeforeItSavesTakesItsWishesWithIt() {
        login.run(() -> {
            session.rename(NEW, "new");
            session.setMaxInactiveInterval(Duration.ofHours(8));
        });
        login.fail();
        login.end();

        bystander.run(() -> setAndSave("poll"));

        assertThat(store.load(OLD).orElseThrow().times().maxInactiveInterval()).isEqualTo(IDLE);
        assertThat(session.times().maxInactiveInterval()).isEqualTo(IDLE);
        assertThat(session.isToBeRenamed()).isFalse();
        assertThat(store.load(NEW)).isEmpty();
    }

    // ------------------------------------------------------------ an interval

    @Test
    void anIntervalIsSavedByItsOwnRequestAndSeenByAll() {
        login.run(() -> session.setMaxInactiveInterval(Duration.ofHours(8)));

        bystander.run(() -> {
            assertThat(session.times().maxInactiveInterval()).isEqualTo(Duration.ofHours(8));
            setAndSave("poll");
        });
        assertThat(store.load(OLD).orElseThrow().times().maxInactiveInterval()).isEqualTo(IDLE);

        login.run(session::save);
        assertThat(store.load(OLD).orElseThrow().times().maxInactiveInterval()).isEqualTo(Duration.ofHours(8));
    }

    /** Such as one that is set when its request has left the application, after its last save. */
    @Test
    void whatARequestLeavesBehindIsSavedByAnyOther() {
        login.run(() -> session.setMaxInactiveInterval(Duration.ofHours(8)));
        bystander.run(session::save);
        assertThat(store.takeWrites()).isEmpty();

        login.end();
        session.saveRest();

        assertThat(store.load(OLD).orElseThrow().times().maxInactiveInterval()).isEqualTo(Duration.ofHours(8));
    }

    // ------------------------------------------------------------ values

    @Test
    void aRequestLeavesToAnotherWhatThatHasSetOrRemoved() {
        login.run(() -> {
            session.attributes().put("mine", 1);
            session.attributes().remove("cart");
        });

        bystander.run(() -> setAndSave("poll"));
        assertThat(store.takeWrites()).containsExactly("save [poll] remove []");

        login.run(session::save);
        assertThat(store.load(OLD).orElseThrow().attributes()).containsOnlyKeys("mine", "poll");
    }

    @Test
    void aRequestLeavesToAnotherAValueThatOnlyThatHas() {
        put("list", new ArrayList<>(List.of("tea")));
        login.run(() -> list("list").add("milk"));

        bystander.run(() -> setAndSave("poll"));
        assertThat(store.takeWrites()).containsExactly("save [poll] remove []");

        login.run(session::save);
        assertThat(store.takeWrites()).containsExactly("save [list] remove []");
    }

    @Test
    void aValueThatBothHaveIsSavedByEitherAndOnce() {
        put("list", new ArrayList<>(List.of("tea")));
        bystander.run(() -> list("list"));
        login.run(() -> list("list").add("milk"));

        bystander.run(session::save);
        login.run(session::save);

        assertThat(store.takeWrites()).containsExactly("save [list] remove []");
    }

    @Test
    void aRequestThatFailsTakesItsChangesWithItAndNobodyElses() {
        put("list", new ArrayList<>(List.of("tea")));
        login.run(() -> {
            list("list").add("milk");
            session.attributes().put("mine", 1);
        });
        bystander.run(() -> session.attributes().put("theirs", 1));

        login.fail();
        login.end();
        bystander.run(session::save);

        assertThat(store.takeWrites()).containsExactly("save [theirs] remove []");
        assertThat(session.attributes()).containsEntry("list", List.of("tea")).doesNotContainKey("mine");
    }

    /** It is answered as if that were saved. */
    @Test
    void whatARequestHasSetIsSavedAlthoughAnotherThatFailsHasSetItSince() {
        login.run(() -> session.attributes().put("name", "ann"));
        bystander.run(() -> session.attributes().put("name", "bob"));
        bystander.fail();
        bystander.end();

        login.run(session::save);

        assertThat(session.attributes()).containsEntry("name", "ann");
        assertThat(store.takeWrites()).containsExactly("save [name] remove []");
    }

    /** As one that streams for hours, and reads each time what other nodes have stored. */
    @Test
    void aLongRequestComparesTheLatestOfTheValuesThatItWasHanded() {
        put("list", new ArrayList<>(List.of("tea")));
        AtomicInteger encodings = new AtomicInteger();
        session.attributes().setCallback(counting(encodings));
        for (int i = 0; i < 100; i++) {
            login.run(() -> list("list"));
            LocalSession elsewhere = node.join(OLD);
            elsewhere.refresh();
            elsewhere.attributes().put("list", new ArrayList<>(List.of("tea", "milk " + i)));
            elsewhere.save();
            login.run(session::refresh);
        }
        encodings.set(0);

        login.run(() -> {
            list("list");
            session.save();
        });

        assertThat(encodings).hasValueLessThan(20);
    }

    private static ValueCallback counting(AtomicInteger encodings) {
        return new ValueCallback() {
            @Override
            public void willEncode(String name, Object value) {
                encodings.incrementAndGet();
            }

            @Override
            public RuntimeException failed(StoreException failure) {
                return failure;
            }
        };
    }

    /** Nobody but the session has it. */
    @Test
    void whatARequestHasSetIsNotForgottenWhenAnotherHasSetItSince() {
        login.run(() -> session.attributes().put("name", String.valueOf(new char[] {'a', 'n', 'n'})));
        bystander.run(() -> session.attributes().put("name", "bob"));
        collectGarbage();

        login.run(session::save);

        assertThat(store.takeWrites()).containsExactly("save [name] remove []");
    }

    private static void collectGarbage() {
        WeakReference<Object> garbage = new WeakReference<>(new Object());
        await().until(() -> {
            System.gc();
            return garbage.refersTo(null);
        });
    }

    @Test
    void whatARequestHasSetIsNotSavedOverWhatAnotherHasSetAndSavedSince() {
        login.run(() -> session.attributes().put("name", "ann"));
        bystander.run(() -> session.attributes().put("name", "bob"));
        bystander.run(session::save);
        store.takeWrites();

        login.run(session::save);

        assertThat(store.takeWrites()).isEmpty();
    }

    /** The request that failed had taken the place of the list. */
    @Test
    void aValueThatIsBackIsSavedAgainByWhoGoesOnToChangeIt() {
        List<String> list = new ArrayList<>(List.of("tea"));
        login.run(() -> session.attributes().put("list", list));
        bystander.run(() -> session.attributes().put("list", "taken"));
        bystander.fail();
        login.run(session::save);

        RequestUnit third = new RequestUnit();
        third.run(() -> session.attributes().put("list", "taken, too"));
        list.add("milk");
        third.fail();
        login.run(session::save);

        assertThat(login.<Object>call(() -> session.attributes().get("list"))).isEqualTo(List.of("tea", "milk"));
        assertThat(store.takeWrites()).hasSize(2);
    }

    /** What others do to the name meanwhile is not saved yet. */
    @Test
    void whatARequestHasSetIsNotSavedAfterALaterValueThatIsDisplacedItself() {
        RequestUnit third = new RequestUnit();
        login.run(() -> session.attributes().put("name", "ann"));
        bystander.run(() -> session.attributes().put("name", "bob"));
        third.run(() -> session.attributes().put("name", "carl"));
        bystander.run(session::save);
        store.takeWrites();

        login.run(session::save);

        assertThat(store.takeWrites()).isEmpty();
    }

    /** Neither by the request, nor by another one when that is over. */
    @Test
    void aValueThatARequestReplacesItselfIsNotSavedLater() {
        put("list", new ArrayList<>(List.of("tea")));
        List<String> list = login.call(() -> list("list"));
        LocalSession elsewhere = node.join(OLD);
        elsewhere.refresh();
        elsewhere.attributes().put("list", "from another node");
        elsewhere.save();
        bystander.run(() -> session.refresh());
        list.add("milk");

        login.run(() -> session.attributes().put("list", "mine"));
        login.run(session::save);
        login.end();
        bystander.run(session::save);

        assertThat(session.attributes()).containsEntry("list", "mine");
    }

    /** Such as a thread of the application has set for an asynchronous request. */
    @Test
    void whatNobodyIsKnownToHaveChangedGoesWithTheRequestThatFailsToSaveIt() {
        put("list", new ArrayList<>(List.of("tea")));
        session.attributes().put("name", "ann");
        list("list").add("milk");
        store.refuseSaves(true);
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> login.run(session::save));
        login.fail();
        login.end();

        store.refuseSaves(false);
        session.saveRest();

        assertThat(store.takeWrites()).isEmpty();
        assertThat(session.attributes()).containsEntry("list", List.of("tea")).doesNotContainKey("name");
    }

    /** Its client may send the next request as soon as it has the error, while the failed one is not over yet. */
    @Test
    void aRequestThatFailsDropsWhatItChangedBeforeItsClientIsTold() {
        login.run(() -> session.attributes().put("name", "ann"));

        login.fail();

        assertThat(bystander.<Object>call(() -> session.attributes().get("name")))
                .isNull();
    }

    @Test
    void whatARequestChangesAfterItHasFailedIsDroppedWhenItIsOver() {
        login.fail();
        login.run(() -> session.attributes().put("name", "ann"));

        login.end();

        assertThat(session.attributes()).doesNotContainKey("name");
    }

    /** Containers save once more when they let go of a session. */
    @Test
    void aRequestThatHasFailedSavesNothingMore() {
        login.run(() -> session.attributes().put("name", "ann"));
        login.fail();

        login.run(session::saveRest);
        login.end();
        login.run(session::saveRest);

        assertThat(store.takeWrites()).isEmpty();
    }

    /** The client of the request has no id of it. */
    @Test
    void aSessionWhoseRequestFailsIsNotStoredLater() {
        SessionTimes times = new SessionTimes(clock.instant(), clock.instant(), IDLE);
        LocalSession created = login.call(() -> node.create(NEW, "new", times));
        login.fail();
        login.end();

        created.saveRest();

        assertThat(store.load(NEW)).isEmpty();
    }

    // ------------------------------------------------------------ uses outside of requests

    @Test
    void aUseOutsideOfRequestsThatFailsDropsWhatItChanged() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> RequestUnit.callAlone(() -> {
                    session.attributes().put("message", 1);
                    throw new IllegalStateException("as when it cannot be saved");
                }));

        session.saveRest();

        assertThat(store.takeWrites()).isEmpty();
        assertThat(session.attributes()).doesNotContainKey("message");
    }

    private void put(String name, Object value) {
        session.attributes().put(name, value);
        session.save();
        session = node.join(OLD);
        session.refresh();
        store.takeWrites();
    }

    @SuppressWarnings("unchecked")
    private List<String> list(String name) {
        return (List<String>) session.attributes().get(name);
    }

    // ------------------------------------------------------------ locks

    /** The bystander takes no lock, by {@code lockUris}, and is answered as if all were saved. */
    @Test
    void aRequestWithTheLockThatFailsDropsWhatItChangedItself() {
        login.run(() -> {
            session.lock();
            session.attributes().put("mine", 1);
            session.attributes().remove("cart");
            session.setMaxInactiveInterval(Duration.ofHours(8));
        });
        bystander.run(() -> session.attributes().put("theirs", 1));

        login.run(session::unlock);
        assertThat(session.attributes()).containsOnlyKeys("cart", "theirs");
        bystander.run(session::save);

        assertThat(store.load(OLD).orElseThrow().attributes()).containsOnlyKeys("cart", "theirs");
        assertThat(store.load(OLD).orElseThrow().times().maxInactiveInterval()).isEqualTo(IDLE);
    }

    @Test
    void aRemovalByAnotherRequestOutlivesTheFailureOfTheOneWithTheLock() {
        login.run(() -> session.lock());
        bystander.run(() -> session.attributes().remove("cart"));

        login.run(session::unlock);
        bystander.run(session::save);

        assertThat(store.load(OLD).orElseThrow().attributes()).isEmpty();
    }
}
