package io.github.dynamosession.node.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dynamosession.encryption.KeySet;
import io.github.dynamosession.node.values.ValueRules;
import io.github.dynamosession.store.InMemorySessionStore;
import io.github.dynamosession.store.MovableClock;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStoreConfig.Codec;
import io.github.dynamosession.store.SessionStoreConfig.MutationDetection;
import io.github.dynamosession.store.SessionStoreConfig.UnreadableAttribute;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.TouchPolicy;
import io.github.dynamosession.store.codec.ClassFilter;
import io.github.dynamosession.store.payload.EncryptionKeys;
import io.github.dynamosession.store.payload.PayloadFormat;
import io.github.dynamosession.store.payload.TestKeys;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Frameworks set each value again that they got, as Spring does with every bean of the session at the end of a request. Who
 * sets again what is not different writes nothing and undoes nothing.
 */
class SetAgainTest {

    private static final SessionKey KEY = SessionKey.of("shop", "id-1");
    private static final KeySet KEYS = KeySet.create();

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-21T12:00:00Z"));
    private final InterceptedStore store =
            new InterceptedStore(new InMemorySessionStore(TouchPolicy.adaptive(), clock));

    private record Setting(MutationDetection detection, Codec codec, boolean encrypted) {}

    static Stream<Setting> settings() {
        return Stream.of(MutationDetection.values()).flatMap(detection -> Stream.of(Codec.values())
                .flatMap(codec -> Stream.of(false, true).map(encrypted -> new Setting(detection, codec, encrypted))));
    }

    private static final Setting DEFAULT = new Setting(MutationDetection.READ, Codec.KRYO, false);

    // ------------------------------------------------------------ every kind of value, however it is stored

    @ParameterizedTest
    @MethodSource("settings")
    void theSameObjectsCostNothing(Setting setting) {
        LocalSession session = createdAndLoaded(setting);

        setAgain(session, session);
        session.save();

        assertThat(store.takeWrites()).isEmpty();
        assertThat(session.mayHaveChanges()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void equalObjectsCostNothing(Setting setting) {
        LocalSession session = createdAndLoaded(setting);

        setAgain(session, loaded(setting));
        session.save();

        assertThat(store.takeWrites()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void whatThisNodeHasSavedItselfCostsNothingEither(Setting setting) {
        LocalSession session = created(setting);

        setAgain(session, session);
        session.save();
        setAgain(session, loaded(setting));
        session.save();

        assertThat(store.takeWrites()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void theSameValueOfTheOtherCodecIsNoChange(Setting setting) {
        created(new Setting(setting.detection, setting.codec == Codec.KRYO ? Codec.JAVA : Codec.KRYO, false));
        store.takeWrites();
        LocalSession session = loaded(setting);

        setAgain(session, session);
        session.save();

        assertThat(store.takeWrites()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void anotherNodesChangeSurvives(Setting setting) {
        LocalSession here = createdAndLoaded(setting);
        here.attributes().entrySet();
        changeEverything(setting);

        setAgain(here, here);
        here.save();

        assertEverythingIsChanged(loaded(setting));
        assertThat(here.refresh()).isTrue();
        assertEverythingIsChanged(here);
    }

    /** Another request of this node has joined the session between get and set. */
    @ParameterizedTest
    @MethodSource("settings")
    void anotherNodesChangeSurvivesAlsoIfItIsKnownHereWhenTheOldObjectIsSetAgain(Setting setting) {
        LocalSession here = createdAndLoaded(setting);
        Map<String, Object> handed = new HashMap<>(here.attributes());
        handed.keySet().removeAll(List.of("day", "price")); // decoding gives no object of their own
        changeEverything(setting);

        here.refresh();
        assertEverythingIsChanged(here);
        here.attributes().putAll(handed);
        here.save();

        assertThat(store.takeWrites()).isEmpty();
        here.refresh();
        assertEverythingIsChanged(here);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void anObjectThatChangesAfterItWasSetAgainIsSaved(Setting setting) {
        LocalSession session = createdAndLoaded(setting);

        setAgain(session, session);
        list(session, "list").add("milk");
        map(session, "map").remove("zz");
        session.save();

        assertThat(store.takeWrites())
                .singleElement()
                .asString()
                .contains("list")
                .contains("map");
        assertThat(list(loaded(setting), "list")).endsWith("milk");
        assertThat(map(loaded(setting), "map")).doesNotContainKey("zz");
    }

    @ParameterizedTest
    @MethodSource("settings")
    void anObjectThatChangedBeforeItWasSetAgainIsSaved(Setting setting) {
        LocalSession session = createdAndLoaded(setting);

        list(session, "list").add("milk");
        setAgain(session, session);
        session.save();

        assertThat(store.takeWrites()).containsExactly("save [list] remove []");
    }

    @ParameterizedTest
    @MethodSource("settings")
    void whatWasRemovedAndSetAgainBeforeItIsSavedCostsNothing(Setting setting) {
        LocalSession session = createdAndLoaded(setting);
        Map<String, Object> values = new HashMap<>(session.attributes());

        session.attributes().clear();
        session.attributes().putAll(values);
        session.save();

        assertThat(store.takeWrites()).isEmpty();
    }

    private LocalSession createdAndLoaded(Setting setting) {
        created(setting);
        return loaded(setting);
    }

    private LocalSession created(Setting setting) {
        LocalSession session = node(setting)
                .create(KEY, "id-1", new SessionTimes(clock.instant(), clock.instant(), Duration.ofMinutes(30)));
        session.attributes().putAll(values());
        session.containerState().put("principal", new ArrayList<>(List.of("ann")));
        session.containerState().put("authType", "FORM");
        session.save();
        store.takeWrites();
        return session;
    }

    private static Map<String, Object> values() {
        Map<String, String> map = new HashMap<>(1024); // iterates in another order than a small map does
        List.of("Aa", "BB", "C#", "zz", "q1").forEach(name -> map.put(name, name));
        byte[] noise = new byte[20_000];
        new Random(1).nextBytes(noise);
        return Map.of(
                "text",
                "UTF-8",
                "price",
                new BigDecimal("1.50"),
                "day",
                DayOfWeek.FRIDAY,
                "list",
                new ArrayList<>(List.of("tea")),
                "map",
                map,
                "repetitive",
                new ArrayList<>(List.of("tea ".repeat(1_000))),
                "array",
                new String[] {"tea"},
                "large",
                noise);
    }

    private static void setAgain(LocalSession session, LocalSession from) {
        Map.copyOf(from.attributes()).forEach(session.attributes()::put);
        Map.copyOf(from.containerState()).forEach(session.containerState()::put);
    }

    private void changeEverything(Setting setting) {
        LocalSession there = loaded(setting);
        there.attributes().keySet().forEach(name -> there.attributes().put(name, "changed " + name));
        there.containerState().put("principal", "bob");
        there.containerState().put("authType", "BASIC");
        there.save();
        store.takeWrites();
    }

    private static void assertEverythingIsChanged(LocalSession session) {
        assertThat(session.attributes()).hasSize(8).allSatisfy((name, value) -> assertThat(value)
                .isEqualTo("changed " + name));
        assertThat(session.containerState()).containsEntry("principal", "bob").containsEntry("authType", "BASIC");
    }

    // ------------------------------------------------------------ what is a change all the same

    @Test
    void whatWasRemovedElsewhereStaysRemoved() {
        LocalSession here = createdAndLoaded(DEFAULT);
        Object list = list(here, "list");
        LocalSession there = loaded(DEFAULT);
        there.attributes().remove("list");
        there.save();

        here.refresh();
        here.attributes().put("list", list);
        here.save();

        assertThat(loaded(DEFAULT).attributes()).doesNotContainKey("list");
    }

    @Test
    void theOldObjectIsSavedIfItChangedAfterAll() {
        LocalSession here = createdAndLoaded(DEFAULT);
        List<Object> list = list(here, "list");
        changeEverything(DEFAULT);

        here.refresh();
        list.add("milk");
        here.attributes().put("list", list);
        here.save();

        assertThat(list(loaded(DEFAULT), "list")).containsExactly("tea", "milk");
    }

    /** An empty list of the JDK is the same object for whoever sets it: it does not tell what was handed out before. */
    @Test
    void anObjectThatAllShareIsSetInEarnest() {
        LocalSession first = created(DEFAULT);
        first.attributes().put("list", List.of());
        first.save();
        LocalSession here = loaded(DEFAULT);
        assertThat(list(here, "list")).isSameAs(List.of());
        changeEverything(DEFAULT);

        here.refresh();
        here.attributes().put("list", List.of());
        here.save();

        assertThat(list(loaded(DEFAULT), "list")).isEmpty();
    }

    @Test
    void theValueOfBeforeIsSavedIfThisNodeHasSavedAnotherOneMeanwhile() {
        LocalSession session = createdAndLoaded(DEFAULT);
        Map<String, Object> before = new HashMap<>(session.attributes());
        session.attributes().put("text", "other");
        session.attributes().remove("price");
        session.save();
        store.takeWrites();

        session.attributes().putAll(before);
        session.save();

        assertThat(store.takeWrites())
                .singleElement()
                .asString()
                .contains("text")
                .contains("price");
        assertThat(loaded(DEFAULT).attributes()).containsEntry("text", "UTF-8").containsKey("price");
    }

    @Test
    void theValueOfBeforeIsSavedIfItIsSetWhileAnotherOneIsBeingSaved() {
        LocalSession session = createdAndLoaded(DEFAULT);
        Map<String, Object> before = new HashMap<>(session.attributes());
        session.attributes().put("text", "other");
        session.attributes().remove("list");
        store.afterNextWrite(() -> session.attributes().putAll(before));
        session.save();

        session.save();

        assertThat(loaded(DEFAULT).attributes()).containsEntry("text", "UTF-8").containsEntry("list", List.of("tea"));
    }

    @Test
    void theValueOfBeforeIsSavedIfNobodyKnowsWhatBecameOfTheSaveOfAnother() {
        LocalSession session = createdAndLoaded(DEFAULT);
        session.attributes().put("text", "other");
        session.attributes().remove("price");
        list(session, "list").add("milk");
        store.afterNextWrite(() -> {
            throw new StoreException("the answer was lost", null);
        });
        assertThatExceptionOfType(StoreException.class).isThrownBy(session::save);

        session.attributes().put("text", "UTF-8");
        session.attributes().put("price", new BigDecimal("1.50"));
        list(session, "list").remove("milk");
        session.save();

        assertThat(loaded(DEFAULT).attributes())
                .containsEntry("text", "UTF-8")
                .containsEntry("price", new BigDecimal("1.50"))
                .containsEntry("list", List.of("tea"));
    }

    @Test
    void conditionalChangesOfTheMapAreSetAgainLikeOthers() {
        LocalSession session = createdAndLoaded(DEFAULT);
        Map<String, Object> attributes = session.attributes();

        assertThat(attributes.putIfAbsent("text", "other")).isEqualTo("UTF-8");
        assertThat(attributes.replace("text", "UTF-8")).isEqualTo("UTF-8");
        assertThat(attributes.replace("text", "UTF-8", "UTF-8")).isTrue();
        assertThat(attributes.replace("text", "other", "more")).isFalse();
        assertThat(attributes.remove("text", "other")).isFalse();
        assertThat(attributes.replace("none", "other")).isNull();
        session.save();
        assertThat(store.takeWrites()).isEmpty();

        assertThat(attributes.remove("text", "UTF-8")).isTrue();
        assertThat(attributes.putIfAbsent("new", 1)).isNull();
        session.save();
        assertThat(store.takeWrites()).containsExactly("save [new] remove [text]");
    }

    // ------------------------------------------------------------ fixture

    private LocalSession loaded(Setting setting) {
        LocalSession session = node(setting).join(KEY);
        assertThat(session.refresh()).isTrue();
        return session;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(LocalSession session, String name) {
        return (List<Object>) session.attributes().get(name);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(LocalSession session, String name) {
        return (Map<String, Object>) session.attributes().get(name);
    }

    private LocalSessions node(Setting setting) {
        ClassFilter filter = ClassFilter.forApplication(getClass().getClassLoader(), List.of());
        PayloadFormat format = PayloadFormat.of(setting.codec, filter, 400_000);
        ValueRules rules = new ValueRules(format, setting.detection, UnreadableAttribute.SKIP, (name, value) -> false);
        Optional<EncryptionKeys> keys = setting.encrypted ? TestKeys.of(KEYS) : Optional.empty();
        return ShopSessions.of(store, clock, rules, keys);
    }
}
