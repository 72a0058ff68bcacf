package io.github.dynamosession.node.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.node.values.ValueRules;
import io.github.dynamosession.store.InMemorySessionStore;
import io.github.dynamosession.store.LargeValueReference;
import io.github.dynamosession.store.MovableClock;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.TouchPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Values are compressed when DynamoDB bills a kilobyte less for it, and only then. */
class CompressedValuesTest {

    private static final SessionKey KEY = SessionKey.of("shop", "id-1");

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-21T12:00:00Z"));
    private final InterceptedStore store =
            new InterceptedStore(new InMemorySessionStore(TouchPolicy.adaptive(), clock));

    private LocalSessions node(String compression) {
        SessionStoreConfig config =
                SessionStoreConfig.of(Map.of("applicationName", "shop", "compression", compression));
        ValueRules rules =
                ValueRules.forAttributes(config, getClass().getClassLoader(), List.of(), (name, value) -> false);
        return ShopSessions.of(store, clock, rules, config);
    }

    private void create(String compression, Map<String, Object> attributes) {
        SessionTimes times = new SessionTimes(clock.instant(), clock.instant(), Duration.ofMinutes(30));
        LocalSession session = node(compression).create(KEY, "id-1", times);
        session.attributes().putAll(attributes);
        session.save();
        store.takeWrites();
    }

    private LocalSession loaded(String compression) {
        LocalSession session = node(compression).join(KEY);
        assertThat(session.refresh()).isTrue();
        return session;
    }

    private byte[] stored(String name) {
        return store.load(KEY).orElseThrow().attributes().get(name);
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void aValueIsCompressedIfThatSavesAKilobyte() {
        create("auto", Map.of("text", "tea ".repeat(500)));

        assertThat(stored("text")).hasSizeLessThan(100);
        assertThat(loaded("auto").attributes().get("text")).isEqualTo("tea ".repeat(500));
    }

    @Test
    void nothingIsCompressedInASessionThatIsBilledOneKilobyteAnyway() {
        create("auto", Map.of("text", "tea ".repeat(150)));

        assertThat(stored("text")).hasSizeGreaterThan(600);
    }

    /** Compressing the text would save 570 bytes of 2,870: it is three kilobytes before and after. */
    @Test
    void nothingIsCompressedIfTheItemIsBilledTheSame() {
        create("auto", Map.of("noise", noise(1_950), "text", "tea ".repeat(150)));

        assertThat(stored("text")).hasSizeGreaterThan(600);
    }

    @Test
    void whatDoesNotBecomeSmallerStaysAsItIs() {
        create("auto", Map.of("noise", noise(2_000), "text", "tea ".repeat(400)));

        assertThat(stored("noise")).hasSizeGreaterThan(2_000);
        assertThat(stored("noise")[2]).isZero();
        assertThat(stored("text")).hasSizeLessThan(100);
        assertThat(loaded("auto").attributes().get("noise")).isEqualTo(noise(2_000));
    }

    @Test
    void aValueThatIsSmallEnoughCompressedStaysInTheItem() {
        create("auto", Map.of("text", "tea ".repeat(5_000)));

        assertThat(LargeValueReference.of(stored("text"))).isEmpty();
    }

    @Test
    void aValueThatLeavesTheItemIsCompressedToo() {
        String text = new String(noise(40_000), StandardCharsets.ISO_8859_1).replaceAll("[^a-z]", "-");
        create("auto", Map.of("text", text));

        assertThat(LargeValueReference.of(stored("text")).orElseThrow().length())
                .isLessThan(20_000);
        assertThat(loaded("auto").attributes().get("text")).isEqualTo(text);
    }

    @Test
    void withoutCompressionNothingIsAndWhatWasIsReadAllTheSame() {
        create("auto", Map.of("text", "tea ".repeat(500), "other", 1));
        LocalSession session = loaded("none");
        session.attributes().put("other", "milk ".repeat(500));
        session.save();

        assertThat(stored("other")).hasSizeGreaterThan(2_500);
        assertThat(loaded("auto").attributes())
                .containsEntry("text", "tea ".repeat(500))
                .containsEntry("other", "milk ".repeat(500));
    }

    /** Trap 14. */
    @Test
    void aCompressedValueThatWasOnlyReadIsNotWritten() {
        create("auto", Map.of("list", new ArrayList<>(List.of("tea ".repeat(500)))));

        LocalSession session = loaded("auto");
        assertThat(session.attributes().get("list")).isEqualTo(List.of("tea ".repeat(500)));
        session.save();

        assertThat(store.takeWrites()).isEmpty();
    }
}
