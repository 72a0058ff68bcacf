package io.github.dynamosession.store;

import static io.github.dynamosession.store.Sessions.CREATED;
import static io.github.dynamosession.store.Sessions.NEW;
import static io.github.dynamosession.store.Sessions.changes;
import static io.github.dynamosession.store.Sessions.newKey;
import static io.github.dynamosession.store.Sessions.remove;
import static io.github.dynamosession.store.Sessions.replace;
import static io.github.dynamosession.store.Sessions.session;
import static io.github.dynamosession.store.Sessions.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.store.SessionChanges.Delta;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What every {@link SessionStore} promises to callers that meet. */
public abstract class SessionStoreConcurrencyContractTest extends SessionStoreRenameContractTest {

    private static final int ROUNDS = 100;

    /** Trap 2. */
    @RepeatedTest(ROUNDS)
    void saversOfDifferentAttributesBothWin() throws Exception {
        create();

        Parallel.run(
                () -> store.save(key, changes(set("a", "1"), LATER)),
                () -> store.save(key, changes(set("b", "2"), LATER.plusSeconds(7))));

        assertThat(stored(key).attributes()).containsEntry("a", "1").containsEntry("b", "2");
        assertThat(stored(key).times()).isEqualTo(NEW.accessedAt(LATER.plusSeconds(7)));
    }

    /** Trap 5. */
    @RepeatedTest(ROUNDS)
    void removedAttributeStaysRemovedWhileAnotherIsSaved() throws Exception {
        create();

        Parallel.run(
                () -> store.save(key, changes(remove("cart", "one"), LATER)),
                () -> store.save(key, changes(set("b", "2"), LATER)));

        assertThat(stored(key).attributes()).containsExactly(Map.entry("b", "2"));
    }

    /** Trap 3. */
    @RepeatedTest(ROUNDS / 4)
    void saversOfOneAttributeLeaveOneOfTheirValues() throws Exception {
        create();

        Parallel.run(
                () -> store.save(key, changes(replace("cart", "one", "two"), LATER)),
                () -> store.save(key, changes(replace("cart", "one", "three"), LATER)));

        assertThat(stored(key).attributes().get("cart")).isIn("two", "three");
        assertThat(stored(key).version()).isEqualTo(2);
    }

    /** Trap 3: each writes over what it finds, and none gives up. */
    @RepeatedTest(ROUNDS / 4)
    void manySaversOfOneAttributeAllSucceed() throws Exception {
        create();

        List<Boolean> applied = Parallel.run(
                () -> saved("two"), () -> saved("three"), () -> saved("four"), () -> saved("five"), () -> saved("six"));

        assertThat(applied).containsOnly(true);
        assertThat(stored(key).version()).isEqualTo(5);
    }

    /** Trap 3: however many there are. */
    @Test
    void fortySaversOfOneAttributeAllSucceed() throws Exception {
        create();
        List<Callable<Boolean>> savers = IntStream.range(0, 40)
                .<Callable<Boolean>>mapToObj(number -> () -> saved("value " + number))
                .toList();

        assertThat(Parallel.run(savers)).containsOnly(true).hasSize(40);

        assertThat(stored(key).version()).isEqualTo(40);
    }

    private boolean saved(String value) {
        return store.save(key, changes(replace("cart", "one", value), LATER)).isPresent();
    }

    /** Trap 6. */
    @RepeatedTest(ROUNDS)
    void deletedSessionStaysDeletedWhateverElseRuns() throws Exception {
        create();

        Parallel.run(
                () -> store.delete(key, CREATED),
                () -> store.save(key, changes(set("cart", "two"), LATER)).isPresent(),
                () -> store.touch(key, NEW.accessedAt(LATER)).isPresent());

        assertThat(store.load(key)).isEmpty();
    }

    @RepeatedTest(ROUNDS / 4)
    void oneOfTwoDeletersWins() throws Exception {
        create();

        List<Boolean> deleted = Parallel.run(() -> store.delete(key, CREATED), () -> store.delete(key, CREATED));

        assertThat(deleted).containsExactlyInAnyOrder(true, false);
    }

    /** Trap 28. */
    @RepeatedTest(ROUNDS)
    void intervalIsNotOverwrittenByAConcurrentSave() throws Exception {
        create();
        SessionTimes shorter = NEW.accessedAt(LATER).withMaxInactiveInterval(Duration.ofMinutes(5));

        Parallel.run(
                () -> store.save(key, new SessionChanges(Delta.NONE, Delta.NONE, shorter, NEW)),
                () -> store.save(key, changes(set("b", "2"), LATER.plusSeconds(7))),
                () -> store.touch(key, NEW.accessedAt(LATER.plusSeconds(3))));

        assertThat(stored(key).times().maxInactiveInterval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(stored(key).attributes()).containsEntry("b", "2");
    }

    /** Trap 2, for changes too many for one update. */
    @RepeatedTest(ROUNDS / 4)
    void largeSaveAndSmallSaveBothWin() throws Exception {
        create();
        Map<String, byte[]> many = new HashMap<>();
        for (int i = 0; i < 150; i++) {
            many.put("n" + i, new byte[0]);
        }

        Parallel.run(
                () -> store.save(key, changes(set(many), LATER)),
                () -> store.save(key, changes(set("b", "2"), LATER)),
                () -> store.save(key, changes(remove("cart", "one"), LATER)));

        assertThat(stored(key).attributes()).hasSize(151).containsKey("n0").containsEntry("b", "2");
    }

    /** Trap 8. */
    @RepeatedTest(ROUNDS)
    void renameLosesNoConcurrentSave() throws Exception {
        SessionKey to = newKey();
        create();
        StoredSession loaded = store.load(key).orElseThrow();

        List<Boolean> applied = Parallel.run(
                () -> store.rename(key, to, loaded, changes(set("user", "ann"), LATER))
                        .isPresent(),
                () -> store.save(key, changes(set("a", "1"), LATER)).isPresent(),
                () -> store.save(key, changes(set("b", "2"), LATER)).isPresent());

        assertThat(applied.get(0)).isTrue();
        assertThat(store.load(key)).isEmpty();
        Map<String, String> attributes = stored(to).attributes();
        assertThat(attributes).containsEntry("user", "ann").containsEntry("cart", "one");
        assertThat(attributes.containsKey("a")).isEqualTo(applied.get(1));
        assertThat(attributes.containsKey("b")).isEqualTo(applied.get(2));
    }

    /** Traps 6 and 8. */
    @RepeatedTest(ROUNDS)
    void renameAndDeleteLeaveTheSessionUnderTheNewKeyOrNowhere() throws Exception {
        SessionKey to = newKey();
        create();
        StoredSession loaded = store.load(key).orElseThrow();

        List<Boolean> applied = Parallel.run(
                () -> store.rename(key, to, loaded, changes(Delta.NONE, LATER)).isPresent(),
                () -> store.delete(key, CREATED));

        assertThat(applied.get(0)).isNotEqualTo(applied.get(1));
        assertThat(store.load(key)).isEmpty();
        assertThat(store.load(to).isPresent()).isEqualTo(applied.get(0));
    }

    /** Trap 8. */
    @RepeatedTest(ROUNDS / 4)
    void oneOfTwoRenamesWins() throws Exception {
        SessionKey one = newKey();
        SessionKey other = newKey();
        create();
        StoredSession loaded = store.load(key).orElseThrow();

        List<Optional<StoredSession>> renamed = Parallel.run(
                () -> store.rename(key, one, loaded, changes(Delta.NONE, LATER)),
                () -> store.rename(key, other, loaded, changes(Delta.NONE, LATER)));

        assertThat(renamed).filteredOn(Optional::isPresent).hasSize(1);
        assertThat(store.load(one).isPresent()).isEqualTo(renamed.get(0).isPresent());
        assertThat(store.load(other).isPresent()).isEqualTo(renamed.get(1).isPresent());
    }

    @RepeatedTest(ROUNDS / 4)
    void oneOfTwoCreatorsOfAKeyWins() throws Exception {
        List<Boolean> created = Parallel.run(() -> created("one"), () -> created("two"));

        assertThat(created).containsExactlyInAnyOrder(true, false);
        assertThat(stored(key).attributes()).containsEntry("cart", created.get(0) ? "one" : "two");
    }

    private boolean created(String value) {
        try {
            return store.create(key, session(NEW, "cart", value), "token of " + value);
        } catch (SessionConflictException e) {
            return false;
        }
    }
}
