package io.github.dynamosession.store;

import static io.github.dynamosession.store.Sessions.CREATED;
import static io.github.dynamosession.store.Sessions.NEW;
import static io.github.dynamosession.store.Sessions.changes;
import static io.github.dynamosession.store.Sessions.newKey;
import static io.github.dynamosession.store.Sessions.replace;
import static io.github.dynamosession.store.Sessions.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.store.SessionChanges.Delta;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store promises about values that have items of their own. Trap 26. */
public abstract class SessionStoreLargeValueContractTest extends SessionStoreUserContractTest {

    private final byte[] large = random(900_000);

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private LargeValueReference saved(byte[] value) {
        LargeValueReference reference = LargeValueReference.create(value.length, CREATED.plus(Duration.ofDays(8)));
        store.saveLargeValue(reference, value);
        return reference;
    }

    private void createWith(LargeValueReference reference) {
        Map<String, byte[]> attributes = Map.of("cart", reference.toBytes());
        assertThat(store.create(key, new StoredSession(0, NEW, attributes, Map.of()), "token"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 389_119, 389_120, 389_121, 5_000_000})
    void largeValueComesBackByteForByte(int length) {
        byte[] value = random(length);
        LargeValueReference reference = saved(value);

        assertThat(store.loadLargeValue(reference, true)).hasValue(value);
        assertThat(store.loadLargeValue(reference, false)).hasValue(value);
    }

    @Test
    void referenceThatNothingIsStoredUnderIsEmpty() {
        LargeValueReference reference = LargeValueReference.create(10, CREATED);

        assertThat(store.loadLargeValue(reference, true)).isEmpty();
        assertThat(store.loadLargeValue(reference, false)).isEmpty();
    }

    @Test
    void deletionOfASessionDeletesItsLargeValues() {
        LargeValueReference reference = saved(large);
        createWith(reference);

        assertThat(store.delete(key, CREATED)).isTrue();

        assertThat(store.loadLargeValue(reference, true)).isEmpty();
    }

    @Test
    void deletionOfASessionDeletesTheItemsThatSmallValuesShare() {
        LargeValueReference group = saved(random(300));
        Map<String, byte[]> attributes = Map.of(
                "cart", new GroupedValue(group, 0, 200).toBytes(),
                "user", new GroupedValue(group, 200, 100).toBytes());
        store.create(key, new StoredSession(0, NEW, attributes, Map.of()), "token");

        assertThat(store.delete(key, CREATED)).isTrue();

        assertThat(store.loadLargeValue(group, true)).isEmpty();
    }

    @Test
    void deletionOfAnotherGenerationLeavesThem() {
        LargeValueReference reference = saved(large);
        createWith(reference);

        assertThat(store.delete(key, CREATED.plusMillis(1))).isFalse();

        assertThat(store.loadLargeValue(reference, true)).hasValue(large);
    }

    /** Who has read the session before may still want it. */
    @Test
    void replacedValueStaysForThoseWhoHaveItsReference() {
        LargeValueReference reference = saved(large);
        createWith(reference);

        store.save(key, changes(set("cart", "small"), LATER));

        assertThat(store.loadLargeValue(reference, true)).hasValue(large);
    }

    @Test
    void renamedSessionKeepsItsLargeValues() {
        LargeValueReference reference = saved(large);
        createWith(reference);
        SessionKey to = newKey();

        StoredSession loaded = store.load(key).orElseThrow();
        StoredSession renamed =
                store.rename(key, to, loaded, changes(Delta.NONE, LATER)).orElseThrow();

        assertThat(LargeValueReference.of(renamed)).containsExactly(reference);
        assertThat(store.loadLargeValue(reference, true)).hasValue(large);
    }

    // changes of what is known

    @Test
    void saveIfKnownChangesAValueThatIsAsItWas() {
        create();

        assertThat(store.saveIfKnown(key, changes(replace("cart", "one", "two"), LATER)))
                .isTrue();

        assertThat(stored(key).attributes()).containsEntry("cart", "two");
    }

    @Test
    void saveIfKnownLeavesWhatAnotherWriterHasPutThere() {
        create();
        store.save(key, changes(set("cart", "two"), LATER));

        assertThat(store.saveIfKnown(key, changes(replace("cart", "one", "three"), LATER)))
                .isFalse();

        assertThat(stored(key).attributes()).containsEntry("cart", "two");
    }

    @Test
    void saveIfKnownMakesNoSession() {
        assertThat(store.saveIfKnown(key, changes(replace("cart", "one", "two"), LATER)))
                .isFalse();
        assertThat(store.load(key)).isEmpty();
    }
}
