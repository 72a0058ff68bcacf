package io.github.dynamosession.node.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dynamosession.encryption.KeySet;
import io.github.dynamosession.node.request.RequestUnit;
import io.github.dynamosession.node.values.ValueRules;
import io.github.dynamosession.store.DamagedSessionException;
import io.github.dynamosession.store.InMemorySessionStore;
import io.github.dynamosession.store.LargeValueReference;
import io.github.dynamosession.store.MovableClock;
import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionChanges.Delta;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStoreConfig.Codec;
import io.github.dynamosession.store.SessionStoreConfig.MutationDetection;
import io.github.dynamosession.store.SessionStoreConfig.UnreadableAttribute;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.StoredSession;
import io.github.dynamosession.store.TouchPolicy;
import io.github.dynamosession.store.codec.ClassFilter;
import io.github.dynamosession.store.codec.CodecException;
import io.github.dynamosession.store.payload.EncryptionKeys;
import io.github.dynamosession.store.payload.PayloadEncryption;
import io.github.dynamosession.store.payload.PayloadFormat;
import io.github.dynamosession.store.payload.TestKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trap 35, with a key set: what someone with access to the table reads, moves and damages, and what nodes make of it. */
class EncryptedSessionTest {

    private static final String ID = "the-id-of-anns-session";
    private static final SessionKey KEY = SessionKey.of("shop", ID);
    private static final SessionKey NEW_KEY = SessionKey.of("shop", "new");
    private static final SessionKey OTHER = SessionKey.of("shop", "other");

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-21T12:00:00Z"));
    private final InterceptedStore store =
            new InterceptedStore(new InMemorySessionStore(TouchPolicy.adaptive(), clock));
    private final KeySet keys = KeySet.create();
    private final LocalSessions node = node(TestKeys.of(keys));
    private final LocalSessions nodeWithoutKeys = node(Optional.empty());

    // ------------------------------------------------------------ what the table shows

    @Test
    void theTableShowsNeitherValuesNorTheId() {
        LocalSession session = node.create(KEY, ID, times());
        session.attributes().put("user", "Ann Example");
        session.containerState().put("principal", "Ann Example");
        session.save();

        assertThat(texts(stored(KEY))).hasSize(3).noneMatch(text -> text.contains("Ann") || text.contains(ID));
        assertThat(loaded(KEY).containerState().get("principal")).isEqualTo("Ann Example");
    }

    @Test
    void aLargeValueIsEncryptedToo() {
        byte[] report = new byte[20_000]; // noise, which does not compress, and a secret
        new Random(1).nextBytes(report);
        System.arraycopy("secret".getBytes(StandardCharsets.US_ASCII), 0, report, 0, 6);
        created(KEY, Map.of("report", report));

        LargeValueReference reference = LargeValueReference.of(stored(KEY)).get(0);

        assertThat(new String(store.loadLargeValue(reference, true).orElseThrow(), StandardCharsets.ISO_8859_1))
                .doesNotContain("secret");
        assertThat(loaded(KEY).attributes().get("report")).isEqualTo(report);
    }

    @Test
    void encryptionAddsThirtyThreeBytesToAValue() {
        created(nodeWithoutKeys, OTHER, Map.of("user", "ann"));
        created(KEY, Map.of("user", "ann"));

        assertThat(value(KEY, "user")).hasSize(value(OTHER, "user").length + 33);
    }

    // ------------------------------------------------------------ what was moved

    @Test
    void trap35AValueOfAnotherAttributeIsRefused() {
        created(KEY, Map.of("role", "guest", "nickname", "admin"));

        plant(KEY, "role", value(KEY, "nickname"));

        assertRefused(KEY, "role");
    }

    @Test
    void trap35AValueOfAnotherSessionIsRefused() {
        created(KEY, Map.of("user", "ann"));
        created(OTHER, Map.of("user", "eve"));

        plant(OTHER, "user", value(KEY, "user"));

        assertRefused(OTHER, "user");
    }

    @Test
    void trap35AValueOfAnotherApplicationIsRefused() {
        SessionKey blog = SessionKey.of("blog", ID);
        created(KEY, Map.of("user", "ann"));
        created(blog, Map.of("user", "admin"));

        plant(KEY, "user", value(blog, "user"));

        assertRefused(KEY, "user");
    }

    @Test
    void trap35AValueOfAnEarlierSessionOfTheSameIdIsRefused() {
        created(KEY, Map.of("user", "ann"));
        byte[] old = value(KEY, "user");
        loaded(KEY).delete();
        clock.advance(Duration.ofMillis(1));
        created(KEY, Map.of("user", "eve"));

        plant(KEY, "user", old);

        assertRefused(KEY, "user");
    }

    @Test
    void trap35AnAttributeIsNoContainerState() {
        created(KEY, Map.of("principal", "admin"));

        Delta state = new Delta(Map.of("principal", value(KEY, "principal")), Set.of(), Map.of());
        SessionTimes known = stored(KEY).times();
        store.save(KEY, new SessionChanges(Delta.NONE, state, known, known));

        assertThat(loaded(KEY).containerState().get("principal")).isNull();
    }

    /** What is left to someone who writes the table; docs/security.md says so. */
    @Test
    void anOldValueOfTheSameAttributeIsReadAgain() {
        created(KEY, Map.of("cart", "tea"));
        byte[] old = value(KEY, "cart");
        change(KEY, "cart", "milk");

        plant(KEY, "cart", old);

        assertThat(loaded(KEY).attributes().get("cart")).isEqualTo("tea");
    }

    @Test
    void trap35AnItemThatWasCopiedToAnotherKeyIsRefusedWhole() {
        created(KEY, Map.of("user", "ann"));

        store.create(OTHER, stored(KEY), "copied");

        assertThatExceptionOfType(DamagedSessionException.class)
                .isThrownBy(() -> node.join(OTHER).refresh())
                .withMessageContaining("session " + OTHER + " is refused");
    }

    @Test
    void trap35SoIsOneWhoseIdHadChanged() {
        created(KEY, Map.of("user", "ann"));
        rename(node, KEY, NEW_KEY, "new");

        store.create(OTHER, stored(NEW_KEY), "copied");

        assertThatExceptionOfType(DamagedSessionException.class)
                .isThrownBy(() -> node.join(OTHER).refresh());
    }

    @Test
    void trap35TheIdentityOfAnEarlierSessionIsRefused() {
        created(KEY, Map.of("user", "ann"));
        Optional<byte[]> old = stored(KEY).identity();
        loaded(KEY).delete();
        clock.advance(Duration.ofMillis(1));
        created(KEY, Map.of("user", "eve"));

        replaceIdentity(KEY, old);

        assertThatExceptionOfType(DamagedSessionException.class)
                .isThrownBy(() -> node.join(KEY).refresh());
    }

    @Test
    void trap35WithoutItsIdentityAnItemThatWasMovedHasNoValues() {
        created(KEY, Map.of("user", "ann"));
        rename(node, KEY, NEW_KEY, "new");

        replaceIdentity(NEW_KEY, Optional.empty());

        assertRefused(NEW_KEY, "user");
    }

    // ------------------------------------------------------------ what was damaged

    @Test
    void trap35AValueWithAnyBitFlippedIsRefused() {
        created(KEY, Map.of("user", "ann"));
        byte[] whole = value(KEY, "user");
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            plant(KEY, "user", flipped);

            assertThat(readOrRefused()).as("bit " + bit).isEqualTo("refused");
        }
    }

    @Test
    void trap35ATruncatedValueIsRefused() {
        created(KEY, Map.of("user", "ann"));
        byte[] whole = value(KEY, "user");
        for (int length = 0; length < whole.length; length++) {
            plant(KEY, "user", Arrays.copyOf(whole, length));

            assertThat(readOrRefused()).as(length + " bytes").isEqualTo("refused");
        }
    }

    /** A flipped bit may be one of the key's id: then it is a key that this node has not. */
    private Object readOrRefused() {
        try {
            return loaded(node(TestKeys.of(keys), UnreadableAttribute.FAIL), KEY)
                    .attributes()
                    .get("user");
        } catch (CodecException | StoreException e) {
            return "refused";
        }
    }

    /** Another codec would read the same bytes in another way. */
    @Test
    void trap35AValueIsNotDecodedByAnotherCodecThanItsOwn() {
        created(KEY, Map.of("user", "ann"));
        byte[] value = value(KEY, "user");
        assertThat(value[1]).isEqualTo((byte) 1);
        value[1] = 2;

        plant(KEY, "user", value);

        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> loaded(node(TestKeys.of(keys), UnreadableAttribute.FAIL), KEY)
                        .attributes()
                        .get("user"))
                .withMessageContaining(
                        "attribute user of session " + KEY + " cannot be read: its encrypted bytes are damaged");
    }

    // ------------------------------------------------------------ keys that a node has not

    @Test
    void aValueOfAnUnknownKeyFailsTheRequestInsteadOfSeemingAbsent() {
        created(KEY, Map.of("user", "ann"));
        LocalSessions ahead = node(TestKeys.of(TestKeys.promoted(keys)));
        LocalSession session = loaded(ahead, KEY);
        session.attributes().put("user", "bob");
        session.save();

        LocalSession here = loaded(KEY);
        RequestUnit request = new RequestUnit();

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> request.run(() -> here.attributes().get("user")))
                .withMessageContaining("attribute user of session " + KEY + " is encrypted by key ")
                .withMessageContaining("add the key to this node's key set (encryptionKeys)")
                .matches(StoreException::isTemporary);
        assertThatExceptionOfType(StoreException.class)
                .as("it would be saved over what this node cannot read")
                .isThrownBy(() -> here.attributes().put("user", "carl"));
        assertThat(request.hasFailed())
                .as("what the request did before is not to be saved")
                .isTrue();
    }

    @Test
    void soDoesASessionThatWasMadeWithAnUnknownKey() {
        created(node(TestKeys.of(TestKeys.promoted(keys))), KEY, Map.of("user", "ann"));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> node.join(KEY).refresh())
                .withMessageContaining("session " + KEY + " is encrypted by key ")
                .isNotInstanceOf(DamagedSessionException.class);
    }

    @Test
    void aNodeWithoutKeysServesNoSessionThatWasMadeWithSome() {
        created(KEY, Map.of("user", "ann"));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> nodeWithoutKeys.join(KEY).refresh())
                .withMessageContaining("set encryptionKeys on every node")
                .isNotInstanceOf(DamagedSessionException.class);
    }

    @Test
    void theEndOfASessionIsNotToldByANodeThatCannotReadIt() {
        created(KEY, Map.of("user", "ann"));
        change(node(TestKeys.of(TestKeys.promoted(keys))), KEY, "user", "bob");

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> node.expired(KEY, stored(KEY)));
    }

    // ------------------------------------------------------------ another id

    @Test
    void aRenameKeepsValuesReadable() {
        created(KEY, Map.of("user", "ann", "report", "x".repeat(20_000)));
        byte[] before = value(KEY, "user");

        rename(node, KEY, NEW_KEY, "new");
        rename(node, NEW_KEY, OTHER, "newer");

        assertThat(value(OTHER, "user")).as("nothing is encrypted again").isEqualTo(before);
        assertThat(loaded(OTHER).attributes()).containsEntry("user", "ann").containsEntry("report", "x".repeat(20_000));
    }

    @Test
    void aRenameKeepsValuesThatItsNodeCannotRead() {
        created(KEY, Map.of("user", "ann"));
        LocalSessions ahead = node(TestKeys.of(TestKeys.promoted(keys)));
        change(ahead, KEY, "cart", "tea");

        rename(node, KEY, NEW_KEY, "new");

        assertThat(loaded(ahead, NEW_KEY).attributes())
                .containsEntry("user", "ann")
                .containsEntry("cart", "tea");
    }

    @Test
    void whatIsSetAfterARenameIsReadByOthersToo() {
        created(KEY, Map.of("user", "ann"));
        LocalSession session = rename(node, KEY, NEW_KEY, "new");

        session.attributes().put("cart", "tea");
        session.save();

        assertThat(loaded(NEW_KEY).attributes()).containsEntry("user", "ann").containsEntry("cart", "tea");
    }

    @Test
    void aSessionWhoseIdChangedBeforeItWasStoredIsRead() {
        LocalSession session = node.create(KEY, ID, times());
        session.attributes().put("user", "ann");
        session.rename(NEW_KEY, "new");
        session.save();

        assertThat(loaded(NEW_KEY).attributes()).containsEntry("user", "ann");
        assertThat(loaded(NEW_KEY).sessionId()).contains("new");
    }

    @Test
    void theIdIsKnownToANodeThatNeverSawIt() {
        created(KEY, Map.of("user", "ann"));
        assertThat(loaded(KEY).sessionId()).contains(ID);

        rename(node, KEY, NEW_KEY, "new");

        assertThat(loaded(NEW_KEY).sessionId()).contains("new");
        assertThat(node.expired(NEW_KEY, stored(NEW_KEY)).sessionId()).contains("new");
    }

    // ------------------------------------------------------------ sessions that are older than the keys

    @Test
    void aSessionOfBeforeTheKeysIsReadAndEncryptedAsItChanges() {
        created(nodeWithoutKeys, KEY, Map.of("user", "ann", "cart", "tea"));

        change(KEY, "cart", "milk");

        assertThat(loaded(KEY).attributes()).containsEntry("user", "ann").containsEntry("cart", "milk");
        assertThat(value(KEY, "user")[3]).isZero();
        assertThat(value(KEY, "cart")[3]).isEqualTo((byte) 1);
        assertThat(loaded(KEY).sessionId()).isEmpty();
    }

    @Test
    void itMayChangeItsId() {
        created(nodeWithoutKeys, KEY, Map.of("user", "ann"));
        change(KEY, "cart", "milk");

        rename(node, KEY, NEW_KEY, "new");

        assertThat(loaded(NEW_KEY).attributes()).containsEntry("user", "ann").containsEntry("cart", "milk");
        assertThat(loaded(NEW_KEY).sessionId()).contains("new");
    }

    /** It cannot say which session they belong to, and nobody could read them any more. */
    @Test
    void aNodeWithoutKeysDoesNotMoveEncryptedValues() {
        created(nodeWithoutKeys, KEY, Map.of("user", "ann"));
        change(KEY, "cart", "milk");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> rename(nodeWithoutKeys, KEY, NEW_KEY, "new"))
                .withMessageContaining("attribute cart");
        assertThat(loaded(KEY).attributes()).containsEntry("cart", "milk");
    }

    // ------------------------------------------------------------ encryption that is required

    private final LocalSessions strict = strict(UnreadableAttribute.FAIL);

    private LocalSessions strict(UnreadableAttribute unreadable) {
        SessionContext optional = node(TestKeys.of(keys), unreadable).context();
        ValueLimits limits = optional.limits();
        return new LocalSessions(new SessionContext(
                store,
                optional.touchPolicy(),
                clock,
                optional.patience(),
                optional.locks(),
                optional.attributes(),
                optional.containerState(),
                optional.users(),
                new ValueLimits(
                        limits.inlineBudget(),
                        limits.maxSessionSize(),
                        limits.compress(),
                        limits.largeValues(),
                        new PayloadEncryption(limits.encryption().keys(), true))));
    }

    /** Bytes of the right form, which anyone can make. */
    private void plantLoginInClear() {
        LocalSession clear = nodeWithoutKeys.create(OTHER, "other", times());
        clear.containerState().put("principal", "admin");
        clear.save();
        Delta state = new Delta(stored(OTHER).containerState(), Set.of(), Map.of());
        SessionTimes known = stored(KEY).times();
        store.save(KEY, new SessionChanges(Delta.NONE, state, known, known));
    }

    @Test
    void trap35ALoginInClearIsRefusedWhereEncryptionIsRequired() {
        created(KEY, Map.of("user", "ann"));
        plantLoginInClear();

        LocalSession session = loaded(strict(UnreadableAttribute.SKIP), KEY);

        assertThat(session.containerState().get("principal")).isNull();
        assertThat(session.attributes()).containsEntry("user", "ann");
        assertThat(loaded(node, KEY).containerState().get("principal"))
                .as("what is left to someone who writes the table where it is not")
                .isEqualTo("admin");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 20_000})
    void trap35AValueInClearIsRefusedWhereEncryptionIsRequired(int length) {
        created(KEY, Map.of("role", "guest"));
        created(
                nodeWithoutKeys,
                OTHER,
                Map.of("role", new Random(1).ints(length).boxed().toList()));
        plant(KEY, "role", value(OTHER, "role"));

        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> loaded(strict, KEY).attributes().get("role"))
                .withMessageContaining("attribute role of session " + KEY)
                .withMessageContaining("is not encrypted, and encryption=required refuses that");
    }

    @Test
    void trap35BytesThatAreNoValueAreRefusedToo() {
        created(KEY, Map.of("role", "guest"));
        for (byte[] bytes : List.of(new byte[0], new byte[] {1, 1, 0}, new byte[] {1, 1, 0, 2, 5})) {
            plant(KEY, "role", bytes);

            assertThatExceptionOfType(CodecException.class)
                    .isThrownBy(() -> loaded(strict, KEY).attributes().get("role"))
                    .withMessageContaining("encryption=required");
        }
    }

    @Test
    void trap35ASessionThatDoesNotSayWhichItIsIsRefusedWhereEncryptionIsRequired() {
        created(nodeWithoutKeys, KEY, Map.of());

        assertThatExceptionOfType(DamagedSessionException.class)
                .isThrownBy(() -> strict.join(KEY).refresh())
                .withMessageContaining("session " + KEY + " is refused: its item does not say which session it is")
                .withMessageContaining("encryption=required");
        assertThatExceptionOfType(DamagedSessionException.class).isThrownBy(() -> strict.expired(KEY, stored(KEY)));
    }

    /** Also by an object that has known the session since before. */
    @Test
    void trap35ASessionWhoseIdentityIsTakenAwayIsRefusedWhereEncryptionIsRequired() {
        created(KEY, Map.of("user", "ann"));
        LocalSession session = loaded(strict, KEY);
        replaceIdentity(KEY, Optional.empty());

        assertThatExceptionOfType(DamagedSessionException.class).isThrownBy(session::refresh);
    }

    @Test
    void whereEncryptionIsRequiredSessionsLiveAsEver() {
        created(strict, KEY, Map.of("user", "ann", "report", "x".repeat(20_000)));
        change(strict, KEY, "cart", "tea");
        rename(strict, KEY, NEW_KEY, "new");

        LocalSession session = loaded(strict, NEW_KEY);
        session.containerState().put("principal", "ann");
        session.save();

        assertThat(loaded(strict, NEW_KEY).attributes())
                .containsEntry("user", "ann")
                .containsEntry("cart", "tea")
                .containsEntry("report", "x".repeat(20_000));
        assertThat(loaded(strict, NEW_KEY).containerState().get("principal")).isEqualTo("ann");
        assertThat(strict.expired(NEW_KEY, stored(NEW_KEY)).sessionId()).contains("new");
    }

    // ------------------------------------------------------------ what it costs

    /** Trap 14: no value encrypts to the same bytes twice. */
    @ParameterizedTest
    @ValueSource(ints = {1, 20_000})
    void trap14AValueThatDidNotChangeIsNotWritten(int length) {
        created(KEY, Map.of("list", new ArrayList<>(List.of("x".repeat(length)))));
        LocalSession session = loaded(KEY);
        store.takeWrites();

        session.attributes().get("list");
        session.save();
        session.refresh();
        session.save();

        assertThat(store.takeWrites()).isEmpty();
    }

    @Test
    @SuppressWarnings("unchecked")
    void trap14AValueChangedInPlaceIsSavedOnce() {
        created(KEY, Map.of("cart", new ArrayList<>(List.of("tea"))));
        LocalSession session = loaded(KEY);
        store.takeWrites();

        ((List<String>) session.attributes().get("cart")).add("milk");
        session.save();
        session.save();

        assertThat(store.takeWrites()).containsExactly("save [cart] remove []");
        assertThat(loaded(KEY).attributes()).containsEntry("cart", List.of("tea", "milk"));
    }

    // ------------------------------------------------------------ fixture

    private LocalSessions node(Optional<EncryptionKeys> nodesKeys) {
        return node(nodesKeys, UnreadableAttribute.SKIP);
    }

    private LocalSessions node(Optional<EncryptionKeys> nodesKeys, UnreadableAttribute unreadable) {
        ClassFilter filter = ClassFilter.forApplication(EncryptedSessionTest.class.getClassLoader(), List.of());
        PayloadFormat format = PayloadFormat.of(Codec.KRYO, filter, 400_000);
        ValueRules rules = new ValueRules(format, MutationDetection.READ, unreadable, (name, value) -> false);
        return ShopSessions.of(store, clock, rules, nodesKeys);
    }

    private SessionTimes times() {
        return new SessionTimes(clock.instant(), clock.instant(), Duration.ofMinutes(30));
    }

    private void created(SessionKey key, Map<String, Object> attributes) {
        created(node, key, attributes);
    }

    private void created(LocalSessions by, SessionKey key, Map<String, Object> attributes) {
        LocalSession session = by.create(key, ID, times());
        attributes.forEach(session.attributes()::put);
        session.save();
    }

    private LocalSession loaded(SessionKey key) {
        return loaded(node, key);
    }

    private static LocalSession loaded(LocalSessions by, SessionKey key) {
        LocalSession session = by.join(key);
        assertThat(session.refresh()).isTrue();
        return session;
    }

    private void change(SessionKey key, String name, Object value) {
        change(node, key, name, value);
    }

    private static void change(LocalSessions by, SessionKey key, String name, Object value) {
        LocalSession session = loaded(by, key);
        session.attributes().put(name, value);
        session.save();
    }

    private static LocalSession rename(LocalSessions by, SessionKey from, SessionKey to, String id) {
        LocalSession session = loaded(by, from);
        session.rename(to, id);
        session.save();
        return session;
    }

    private StoredSession stored(SessionKey key) {
        return store.load(key).orElseThrow();
    }

    private byte[] value(SessionKey key, String name) {
        return stored(key).attributes().get(name).clone();
    }

    private void plant(SessionKey key, String name, byte[] bytes) {
        SessionTimes known = stored(key).times();
        Delta delta = new Delta(Map.of(name, bytes), Set.of(), Map.of());
        store.save(key, new SessionChanges(delta, Delta.NONE, known, known));
    }

    private void replaceIdentity(SessionKey key, Optional<byte[]> identity) {
        StoredSession before = stored(key);
        store.delete(key, before.times().creationTime());
        StoredSession planted = new StoredSession(
                before.version(),
                before.times(),
                before.attributes(),
                before.containerState(),
                before.user(),
                identity);
        store.create(key, planted, "planted");
    }

    private void assertRefused(SessionKey key, String name) {
        assertThat(loaded(key).attributes().get(name)).isNull();
        assertThat(stored(key).attributes()).as("it stays as it is").containsKey(name);
    }

    private static List<String> texts(StoredSession session) {
        return Stream.of(
                        session.attributes().values().stream(),
                        session.containerState().values().stream(),
                        session.identity().stream())
                .flatMap(values -> values)
                .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                .toList();
    }
}
