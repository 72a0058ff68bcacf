package io.github.dynamosession.node.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dynamosession.encryption.KeySet;
import io.github.dynamosession.node.values.ValueRules;
import io.github.dynamosession.store.GroupedValue;
import io.github.dynamosession.store.InMemorySessionStore;
import io.github.dynamosession.store.LargeValueReference;
import io.github.dynamosession.store.MovableClock;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.SessionTooLargeException;
import io.github.dynamosession.store.StoredSession;
import io.github.dynamosession.store.TouchPolicy;
import io.github.dynamosession.store.payload.EncryptionKeys;
import io.github.dynamosession.store.payload.TestKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small values leave the item of their session together, with the default budget of 4 KB. Trap 26. */
class SmallValuesTest {

    private static final SessionKey KEY = SessionKey.of("shop", "id-1");
    private static final Duration IDLE = Duration.ofMinutes(30);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-21T12:00:00Z"));
    private final InterceptedStore store =
            new InterceptedStore(new InMemorySessionStore(TouchPolicy.adaptive(), clock));
    private LocalSessions here = node("kryo");
    private LocalSessions there = node("kryo");

    /** A node of its own, with a cache of its own. */
    private LocalSessions node(String codec) {
        SessionStoreConfig config =
                SessionStoreConfig.of(Map.of("applicationName", "shop", "compression", "none", "codec", codec));
        ValueRules rules =
                ValueRules.forAttributes(config, getClass().getClassLoader(), List.of(), (name, value) -> false);
        return ShopSessions.of(store, clock, rules, config);
    }

    private void create(Map<String, ?> attributes) {
        LocalSession session = here.create(KEY, "id-1", new SessionTimes(clock.instant(), clock.instant(), IDLE));
        session.attributes().putAll(attributes);
        session.save();
        store.takeWrites();
    }

    private LocalSession loaded(LocalSessions node) {
        LocalSession session = node.join(KEY);
        assertThat(session.refresh()).isTrue();
        return session;
    }

    private void set(LocalSessions node, String name, Object value) {
        LocalSession session = loaded(node);
        session.attributes().put(name, value);
        session.save();
    }

    private Map<String, Object> read(LocalSessions node) {
        return new TreeMap<>(loaded(node).attributes());
    }

    private static Map<String, Object> texts(int count, int length) {
        Map<String, Object> texts = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            texts.put("value" + i, text(i, length));
        }
        return texts;
    }

    private static String text(int number, int length) {
        return (number + "x").repeat(length).substring(0, length);
    }

    private Map<String, byte[]> stored() {
        return store.load(KEY).map(StoredSession::attributes).orElseThrow();
    }

    private long inItem() {
        return ValueLimits.itemBytes(stored(), Map.of());
    }

    private List<LargeValueReference> items() {
        return LargeValueReference.of(store.load(KEY).orElseThrow());
    }

    // ------------------------------------------------------------ where values go

    @ParameterizedTest
    @CsvSource({
        "kryo, 1000, 1100, 60000",
        "java, 1000, 1100, 60000",
        "kryo, 5000, 200, 250000",
        "java, 5000, 200, 250000"
    })
    void thousandsOfSmallValuesLeaveTogetherAndAreThereForEveryNode(
            String codec, int count, int length, long mostInItem) {
        here = node(codec);
        there = node(codec);
        Map<String, Object> texts = texts(count, length);

        create(texts);

        assertThat(inItem()).isLessThan(mostInItem);
        assertThat(items()).hasSizeLessThan(40).allSatisfy(item -> assertThat(item.length())
                .isBetween(1, 32 * 1024));
        assertThat(read(there)).isEqualTo(texts);
        assertThat(store.takeLargeValueLoads()).isEqualTo(items().size());
    }

    /** Compression is on, too: by default it is. */
    @Test
    void areEncryptedAsOthersAreAndMoveAsTheyAre() {
        Optional<EncryptionKeys> keys = TestKeys.of(KeySet.create());
        ValueRules rules = ValueRules.forAttributes(
                SessionStoreConfig.of(Map.of("applicationName", "shop")),
                getClass().getClassLoader(),
                List.of(),
                (name, value) -> false);
        here = ShopSessions.of(store, clock, rules, keys);
        there = ShopSessions.of(store, clock, rules, keys);
        Map<String, Object> secrets = new TreeMap<>();
        for (int i = 0; i < 200; i++) {
            secrets.put("secret" + i, "secret" + text(i, 70) + noise(i, 2_000)); // the greatest part does not compress
        }
        create(secrets);

        for (int i = 0; i < 40; i++) {
            String secret = "secret" + noise(i, 900);
            secrets.put("more" + i, secret);
            set(there, "more" + i, secret);
        }

        assertThat(items()).hasSizeBetween(10, 40);
        assertThat(read(here)).isEqualTo(secrets);
        assertThat(items()).allSatisfy(item -> assertThat(
                        new String(store.loadLargeValue(item, true).orElseThrow(), StandardCharsets.ISO_8859_1))
                .doesNotContain("secret"));
    }

    private static String noise(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void aFewStayBeyondTheBudget() {
        create(texts(11, 700));

        assertThat(items()).isEmpty();
    }

    @Test
    void tinyOnesStay() {
        Map<String, Object> attributes = texts(100, 80);
        attributes.putAll(Map.of("a", text(1, 2_500), "b", text(2, 2_500), "c", text(3, 2_500), "d", text(4, 2_500)));

        create(attributes);

        assertThat(stored())
                .allSatisfy((name, bytes) ->
                        assertThat(GroupedValue.of(bytes).isPresent()).isEqualTo(name.length() == 1));
    }

    // ------------------------------------------------------------ cost follows what is touched

    @Test
    void aChangedValueComesBackToTheItemAndTheOthersStayWhereTheyAre() {
        create(texts(1_000, 1_100));
        List<LargeValueReference> before = items();

        set(there, "value7", "new");
        set(there, "value8", text(8, 1_200));

        assertThat(store.takeWrites()).containsExactly("save [value7] remove []", "save [value8] remove []");
        assertThat(items()).containsExactlyInAnyOrderElementsOf(before);
        assertThat(read(here)).containsEntry("value7", "new").containsEntry("value8", text(8, 1_200));
    }

    @Test
    void oneValueOfManyCostsOneLoad() {
        create(texts(1_000, 1_100));

        assertThat(loaded(there).attributes().get("value500")).isEqualTo(text(500, 1_100));

        assertThat(store.takeLargeValueLoads()).isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 900, 1_100})
    void valuesThatComeOneByOneLeaveWhenTheyHaveGathered(int length) {
        Map<String, Object> texts = texts(400, length);
        create(Map.of());

        texts.forEach((name, text) -> {
            set(here, name, text);
            long references = stored().values().stream()
                            .filter(bytes -> bytes.length == 31)
                            .count()
                    * 41;
            assertThat(inItem() - references).isLessThan(16_000);
        });

        assertThat(items()).hasSizeLessThan(60);
        assertThat(read(there)).isEqualTo(texts);
    }

    // ------------------------------------------------------------ several nodes

    /** The item's own values move in a step of their own, which must not undo what another node has saved in between. */
    @Test
    void aMoveDoesNotReplaceWhatAnotherNodeSetMeanwhile() {
        Map<String, Object> texts = texts(11, 900);
        texts.put("value3", text(3, 950)); // the largest leaves first
        create(Map.of());
        texts.forEach((name, text) -> set(here, name, text));
        assertThat(items()).isEmpty();
        LocalSession session = loaded(here);
        session.attributes().put("last", text(1, 900));
        store.afterNextWrite(() -> set(there, "value3", "new"));

        session.save();

        assertThat(read(there)).containsEntry("value3", "new").containsEntry("last", text(1, 900));
        assertThat(read(here)).isEqualTo(read(there));
    }

    @Test
    void nodesThatChangeDifferentValuesOfOneGroupLoseNone() {
        create(texts(1_000, 1_100));
        LocalSession first = loaded(here);
        LocalSession second = loaded(there);
        for (int i = 0; i < 20; i++) {
            first.attributes().put("value" + 2 * i, "first");
            second.attributes().put("value" + (2 * i + 1), "second");
        }

        first.save();
        second.save();

        Map<String, Object> expected = texts(1_000, 1_100);
        for (int i = 0; i < 20; i++) {
            expected.put("value" + 2 * i, "first");
            expected.put("value" + (2 * i + 1), "second");
        }
        assertThat(read(here)).isEqualTo(expected);
        assertThat(read(there)).isEqualTo(expected);
    }

    @Test
    void aLostGroupCostsItsValuesOnly() {
        create(texts(100, 1_100));
        LargeValueReference lost = items().get(0);
        store.loseLargeValue(lost);
        long names = stored().values().stream()
                .filter(bytes -> LargeValueReference.behind(bytes).equals(Optional.of(lost)))
                .count();

        assertThat(read(there)).hasSize((int) (100 - names));
    }

    @Test
    void theValuesOfASessionThatIsDeletedAreThereForListeners() {
        create(texts(100, 1_100));
        LocalSession session = loaded(there);

        session.delete();

        assertThat(new TreeMap<>(session.attributes())).isEqualTo(texts(100, 1_100));
    }

    // ------------------------------------------------------------ over time

    @Test
    void aSessionInUseForMonthsKeepsItsSmallValues() {
        create(texts(300, 1_100));

        for (int day = 0; day < 30; day++) {
            for (int visit = 0; visit < 60; visit++) {
                clock.advance(Duration.ofMinutes(24));
                loaded(here).touchIfDue();
            }
            assertThat(items()).hasSizeLessThan(20).allSatisfy(item -> assertThat(item.keptUntil())
                    .isAfterOrEqualTo(clock.instant().plus(IDLE).plus(Duration.ofDays(1))));
        }

        assertThat(read(there)).isEqualTo(texts(300, 1_100));
    }

    // ------------------------------------------------------------ limits

    @Test
    void tooManyNamesAreRefusedBeforeAnythingIsWritten() {
        create(Map.of("user", "ann"));
        LocalSession session = loaded(here);
        session.attributes().putAll(texts(12_000, 150));

        assertThatExceptionOfType(SessionTooLargeException.class)
                .isThrownBy(session::save)
                .withMessageContaining("409600 bytes")
                .withMessageContaining("it has 12001 attributes")
                .withMessageContaining("put many small values into one attribute");

        assertThat(store.takeWrites()).isEmpty();
        assertThat(read(there)).containsOnlyKeys("user");
    }

    @Test
    void namesOf255CharactersAreAsGood() {
        Map<String, Object> texts = new HashMap<>();
        texts(1_000, 1_100).forEach((name, text) -> texts.put(name + "n".repeat(255 - name.length()), text));

        create(texts);

        assertThat(inItem()).isLessThan(400 * 1024);
        assertThat(read(there)).isEqualTo(texts);
        assertThat(texts.keySet().stream().map(String::length).collect(Collectors.toSet()))
                .containsExactly(255);
    }
}
