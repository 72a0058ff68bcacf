package io.github.dynamosession.node.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.node.values.ValueRules;
import io.github.dynamosession.store.InMemorySessionStore;
import io.github.dynamosession.store.MovableClock;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.TouchPolicy;
import io.github.dynamosession.store.UserSessions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Code of the application that runs while a value is encoded or decoded may wait for a lock of the application, whose holder
 * uses the session. So other requests can use the session all the while.
 */
class ForeignCodeTest {

    private static final SessionKey KEY = SessionKey.of("shop", "id-1");
    private static final Duration IDLE = Duration.ofMinutes(30);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-21T12:00:00Z"));
    private final SessionStore store = new InMemorySessionStore(TouchPolicy.adaptive(), clock);
    private final LocalSessions node = node();
    private final LocalSession session =
            node.create(KEY, "id-1", new SessionTimes(clock.instant(), clock.instant(), IDLE));
    private final Thread thread = Thread.currentThread();
    private final List<Boolean> servedMeanwhile = new CopyOnWriteArrayList<>();

    private LocalSessions node() {
        SessionStoreConfig config = SessionStoreConfig.of(Map.of(
                "applicationName", "shop", "compression", "none", "allowedClasses", "io.github.dynamosession.**"));
        ValueRules rules =
                ValueRules.forAttributes(config, getClass().getClassLoader(), List.of(), (name, value) -> false);
        return ShopSessions.of(store, clock, rules, config);
    }

    @AfterEach
    void forget() {
        Cart.reset();
    }

    /** From within the application's code: another request comes, changes something, and is answered. */
    private void anotherRequestOf(LocalSession shared) {
        if (Thread.currentThread() != thread) {
            return;
        }
        CompletableFuture<Void> request = CompletableFuture.runAsync(() -> {
            shared.refresh();
            shared.attributes().put("other", 1);
            shared.save();
        });
        servedMeanwhile.add(ends(request));
    }

    private static boolean ends(CompletableFuture<?> request) {
        return request.orTimeout(3, TimeUnit.SECONDS)
                .handle((done, failure) -> failure == null)
                .join();
    }

    private void assertThatAnotherRequestWasServedMeanwhile() {
        assertThat(servedMeanwhile).isNotEmpty().containsOnly(true);
    }

    private LocalSession loaded() {
        LocalSession loaded = node.join(KEY);
        assertThat(loaded.refresh()).isTrue();
        return loaded;
    }

    private static Cart cart(LocalSession of) {
        return (Cart) of.attributes().get("cart");
    }

    @Test
    void aJoiningRequestComparesValuesUnderNoLock() {
        session.attributes().put("cart", new Cart(0));
        session.save();
        LocalSession here = loaded();
        cart(here);
        LocalSession there = loaded();
        cart(there).items = 5;
        there.save();

        Cart.onWrite(() -> anotherRequestOf(here));
        here.refresh();

        assertThatAnotherRequestWasServedMeanwhile();
        assertThat(cart(here).items).isEqualTo(5);
    }

    @Test
    void aSaveEncodesValuesUnderNoLock() {
        session.attributes().put("cart", new Cart(0));
        session.save();

        cart(session).items = 5;
        Cart.onWrite(() -> anotherRequestOf(session));
        session.save();

        assertThatAnotherRequestWasServedMeanwhile();
        assertThat(cart(loaded()).items).isEqualTo(5);
    }

    @Test
    void aSaveReadsTheUserUnderNoLock() {
        session.attributes().put(UserSessions.USER_ATTRIBUTE, new Cart(0));
        session.save();
        LocalSession here = loaded();
        here.containerState().put("", "a login");

        Cart.onRead(() -> anotherRequestOf(here));
        here.save();

        assertThatAnotherRequestWasServedMeanwhile();
    }

    @Test
    void anEndReadsLargeValuesUnderNoLock() {
        session.attributes().put("cart", new Cart(20_000));
        session.save();
        LocalSession here = loaded();

        Cart.onRead(() -> anotherRequestOf(here));
        here.delete();

        assertThatAnotherRequestWasServedMeanwhile();
        assertThat(cart(here).picture).hasSize(20_000);
    }
}
