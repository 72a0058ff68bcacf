package io.github.dynamosession.node.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.node.request.RequestUnit;
import io.github.dynamosession.node.values.ValueRules;
import io.github.dynamosession.store.InMemorySessionStore;
import io.github.dynamosession.store.MovableClock;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.TouchPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a request does between two steps of another one's read, save, join or lock. Most run on one thread: in code of the
 * application, which is called when a value is encoded or decoded. The module {@code session-schedules} has found them.
 */
class InterleavedRequestsTest {

    private static final SessionKey KEY = SessionKey.of("shop", "id");
    private static final SessionKey NEW = SessionKey.of("shop", "new");

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-21T12:00:00Z"));
    private final InterceptedStore store =
            new InterceptedStore(new InMemorySessionStore(TouchPolicy.adaptive(), clock));
    private final SessionStoreConfig config = SessionStoreConfig.of(
            Map.of("applicationName", "shop", "lockMode", "session", "allowedClasses", "io.github.dynamosession.**"));
    private final LocalSessions node = ShopSessions.of(
            store,
            clock,
            ValueRules.forAttributes(config, getClass().getClassLoader(), List.of(), (name, value) -> false),
            config);
    private final RequestUnit one = new RequestUnit();
    private final RequestUnit other = new RequestUnit();
    private LocalSession session;

    @BeforeEach
    void join() {
        LocalSession created =
                node.create(KEY, "id", new SessionTimes(clock.instant(), clock.instant(), Duration.ofMinutes(30)));
        created.attributes().put("a", Cart.of(0));
        created.attributes().put("b", Cart.of(0));
        created.save();
        session = node.join(KEY);
        session.refresh();
        store.takeWrites();
    }

    @AfterEach
    void forget() {
        Cart.reset();
        node.locks().close();
    }

    private Cart cart(String name) {
        return (Cart) Objects.requireNonNull(session.attributes().get(name));
    }

    private int stored(String name) {
        LocalSession another = node.join(session.storedKey());
        assertThat(another.refresh()).isTrue();
        return ((Cart) Objects.requireNonNull(another.attributes().get(name))).items;
    }

    private void anotherNodeSets(String name, int items) {
        LocalSession another = node.join(KEY);
        another.refresh();
        another.attributes().put(name, Cart.of(items));
        another.save();
    }

    private void failsAndEnds(RequestUnit request) {
        request.fail();
        request.end();
    }

    // ------------------------------------------------------------ while one saves

    @Test
    void whatTheOtherChangesAndDropsIsNotSavedByOneThatHasListedItBefore() {
        one.run(() -> cart("a").items = 1);
        other.run(() -> cart("b").items = 9);

        Cart.onNextWrite(() -> failsAndEnds(other)); // a is encoded before b
        one.run(session::save);

        assertThat(stored("a")).isEqualTo(1);
        assertThat(stored("b")).isZero();
    }

    @Test
    void whatTheOtherIsHandedWhileItIsComparedIsTheOthersToSave() {
        one.run(() -> cart("a").items = 1);
        session.attributes().get("b"); // by nobody who is known, so that it is compared
        session.attributes().remove("a");
        session.save();

        Cart.onNextWrite(() -> other.run(() -> cart("b").items = 9));
        one.run(session::save);

        assertThat(stored("b")).isZero();
        other.run(session::save);
        assertThat(stored("b")).isEqualTo(9);
    }

    @Test
    void whatOneHasSetIsSavedThoughTheOthersOlderValueWasSavedMeanwhile() {
        other.run(() -> session.attributes().put("a", Cart.of(1)));
        one.run(() -> session.attributes().put("a", Cart.of(2)));

        Cart.onNextWrite(() -> other.run(session::save));
        one.run(session::save);

        assertThat(stored("a")).isEqualTo(2);
        assertThat(cart("a").items).isEqualTo(2);
    }

    @Test
    void whatOneHasRemovedIsRemovedThoughTheOthersOlderValueWasSavedMeanwhile() {
        other.run(() -> session.attributes().put("b", Cart.of(1)));
        one.run(() -> {
            session.attributes().put("a", Cart.of(2));
            session.attributes().remove("b");
        });

        Cart.onNextWrite(() -> other.run(session::save));
        one.run(session::save);

        assertThat(store.load(KEY).orElseThrow().attributes()).containsOnlyKeys("a");
    }

    /** It is collected while the save that overtakes it is under way. */
    @Test
    void whatWasOvertakenIsNotSavedByTheOtherThatHasCollectedIt() {
        other.run(() -> session.attributes().put("a", Cart.of(1)));
        one.run(() -> session.attributes().put("a", Cart.of(2)));
        CompletableFuture<Void> othersSave = new CompletableFuture<>();
        store.afterNextWrite(() -> {
            CompletableFuture<Void> collected = new CompletableFuture<>();
            Cart.onNextWrite(() -> collected.complete(null));
            othersSave.completeAsync(() -> {
                other.run(session::save);
                return null;
            });
            collected.join();
        });

        one.run(session::save);
        othersSave.join();

        assertThat(stored("a")).isEqualTo(2);
        assertThat(cart("a").items).isEqualTo(2);
    }

    // ------------------------------------------------------------ while one reads or joins

    @Test
    void aValueThatIsDisplacedWhileItIsDecodedIsNotHandedOut() {
        Cart.onNextRead(() -> {
            anotherNodeSets("a", 7);
            other.run(session::refresh);
        });
        one.run(() -> {
            cart("a").items += 1;
            session.save();
        });

        assertThat(stored("a")).isEqualTo(8);
    }

    @Test
    void oneThatJoinsSeesWhatAnotherNodeHasSavedThoughTheOtherDropsItsChangeMeanwhile() {
        other.run(() -> cart("a").items = 9);
        anotherNodeSets("a", 7);

        Cart.onNextWrite(() -> failsAndEnds(other));
        one.run(session::refresh);

        assertThat(cart("a").items).isEqualTo(7);
    }

    // ------------------------------------------------------------ while one has, or takes, the lock

    /** It has unlocked the session, and has not ended yet. */
    @Test
    void oneThatHasUnlockedDoesNotSaveWhatTheOtherHasDroppedSince() {
        one.run(() -> {
            session.lock();
            cart("a").items = 1;
            session.saveAndUnlock();
        });
        other.run(() -> {
            session.lock();
            cart("a").items += 1;
            session.unlock();
        });

        one.run(session::saveRest);
        one.end();

        assertThat(stored("a")).isEqualTo(1);
        assertThat(cart("a").items).isEqualTo(1);
    }

    @Test
    void oneThatLocksWhileTheOtherChangesTheIdHasTheSessionUnderItsNewId() {
        CompletableFuture<Boolean> locked = new CompletableFuture<>();
        store.afterNextWrite(() -> {
            locked.completeAsync(() -> one.call(session::lock));
            await().until(() -> store.takeWrites().contains("lock")); // of the old id, which is no more
        });

        other.run(() -> {
            session.rename(NEW, "new");
            session.save();
        });

        assertThat(locked.join()).isTrue();
        one.run(session::unlock);
        assertThat(session.storedKey()).isEqualTo(NEW);
    }
}
