package io.github.dynamosession.node.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.node.values.ValueRules;
import io.github.dynamosession.store.InMemorySessionStore;
import io.github.dynamosession.store.MovableClock;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig.Codec;
import io.github.dynamosession.store.SessionStoreConfig.MutationDetection;
import io.github.dynamosession.store.SessionStoreConfig.UnreadableAttribute;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.TouchPolicy;
import io.github.dynamosession.store.codec.ClassFilter;
import io.github.dynamosession.store.payload.PayloadFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trap 23: whatever order requests end in, and whatever their nodes' clocks say, the access time never goes back. */
class AccessTimesTest {

    private static final SessionKey KEY = SessionKey.of("shop", "id-1");
    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final Duration SKEW = Duration.ofSeconds(5);
    private static final Duration TOUCH_IS_DUE = Duration.ofMinutes(4);

    private final MovableClock clock = new MovableClock(START);
    private final TouchPolicy touchPolicy = TouchPolicy.adaptive();
    private final SessionStore store = new InMemorySessionStore(touchPolicy, clock);
    private final LocalSessions onTime = node(clock);
    private final LocalSessions behind = node(Clock.offset(clock, SKEW.negated()));

    @BeforeEach
    void aSession() {
        onTime.create(KEY, "a", new SessionTimes(START, START, IDLE)).save();
    }

    @Test
    void aSaveOfANodeThatIsBehindKeepsTheLaterTime() {
        LocalSession late = loaded(behind);
        Instant accessed = use(onTime);

        late.attributes().put("late", 1);
        late.save();

        assertThat(stored()).isEqualTo(accessed);
        assertThat(late.times().lastAccessedTime()).isEqualTo(accessed);
        assertThat(loaded(onTime).attributes()).containsKeys("late", "used");
    }

    @Test
    void aTouchOfANodeThatIsBehindKeepsTheLaterTime() {
        LocalSession late = loaded(behind);
        Instant accessed = use(onTime);

        late.touchIfDue();

        assertThat(stored()).isEqualTo(accessed);
        assertThat(late.times().lastAccessedTime()).isEqualTo(accessed);
    }

    @Test
    void aNewIntervalSetByANodeThatIsBehindKeepsTheLaterTime() {
        LocalSession late = loaded(behind);
        Instant accessed = use(onTime);

        late.setMaxInactiveInterval(Duration.ofMinutes(5));
        late.save();

        assertThat(stored()).isEqualTo(accessed);
        assertThat(loaded(onTime).times().maxInactiveInterval()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aRequestThatBeganBeforeAllOthersAndEndsAfterThemMovesTheTimeOn() {
        LocalSession poll = loaded(onTime);
        for (int i = 0; i < 3; i++) {
            use(i % 2 == 0 ? behind : onTime);
        }
        Instant accessed = stored();
        clock.advance(TOUCH_IS_DUE);
        poll.touchIfDue();

        assertThat(stored()).isEqualTo(accessed.plus(TOUCH_IS_DUE).plus(SKEW));
    }

    /** Then the session is from the future for the node that is behind. */
    @Test
    void anAccessIsNeverBeforeTheCreation() {
        LocalSession session = loaded(behind);
        session.setMaxInactiveInterval(Duration.ofMinutes(5));
        session.save();

        assertThat(stored()).isEqualTo(START);
    }

    /** A request some time later, that changes the session; returns when it was. */
    private Instant use(LocalSessions node) {
        clock.advance(TOUCH_IS_DUE);
        LocalSession session = loaded(node);
        session.attributes().put("used", clock.instant());
        session.save();
        return stored();
    }

    private Instant stored() {
        return store.load(KEY).orElseThrow().times().lastAccessedTime();
    }

    private static LocalSession loaded(LocalSessions node) {
        LocalSession session = node.join(KEY);
        assertThat(session.refresh()).isTrue();
        return session;
    }

    private LocalSessions node(Clock nodeClock) {
        ClassLoader loader = AccessTimesTest.class.getClassLoader();
        PayloadFormat format = PayloadFormat.of(Codec.KRYO, ClassFilter.forApplication(loader, List.of()), 400_000);
        ValueRules rules =
                new ValueRules(format, MutationDetection.READ, UnreadableAttribute.SKIP, (name, value) -> false);
        return ShopSessions.of(store, nodeClock, rules);
    }
}
