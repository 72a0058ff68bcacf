package io.github.dynamosession.store;

import static io.github.dynamosession.store.Sessions.CREATED;
import static io.github.dynamosession.store.Sessions.NEW;
import static io.github.dynamosession.store.Sessions.bytes;
import static io.github.dynamosession.store.Sessions.changes;
import static io.github.dynamosession.store.Sessions.newKey;
import static io.github.dynamosession.store.Sessions.session;
import static io.github.dynamosession.store.Sessions.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dynamosession.store.SessionChanges.Delta;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a change of the session id promises. Trap 8. */
public abstract class SessionStoreRenameContractTest extends SessionStoreContractTest {

    private final SessionKey to = newKey();

    private StoredSession loaded() {
        create();
        return store.load(key).orElseThrow();
    }

    @Test
    void renameMovesEverythingAndAppliesTheChanges() {
        StoredSession loaded = loaded();

        StoredSession renamed = store.rename(key, to, loaded, changes(set("user", "ann"), LATER))
                .orElseThrow();

        assertThat(store.load(key)).isEmpty();
        assertThat(stored(to)).isEqualTo(SessionContent.of(renamed));
        assertThat(stored(to).attributes()).containsExactly(Map.entry("cart", "one"), Map.entry("user", "ann"));
        assertThat(stored(to).containerState()).containsOnlyKeys("authType");
        assertThat(stored(to).times()).isEqualTo(NEW.accessedAt(LATER));
        assertThat(renamed.version()).isGreaterThan(loaded.version() - 1);
    }

    /** Which is of one key alone. */
    @Test
    void renameReplacesTheIdentity() {
        StoredSession loaded = identified("under the old key");

        StoredSession renamed = store.rename(
                        key,
                        to,
                        loaded,
                        changes(Delta.NONE, LATER).identifiedBy(Optional.of(bytes("under the new key"))))
                .orElseThrow();

        assertThat(renamed.identity()).contains(bytes("under the new key"));
        assertThat(stored(to).identity()).contains("under the new key");
    }

    @Test
    void renameWithoutAnIdentityLeavesNone() {
        StoredSession loaded = identified("under the old key");

        store.rename(key, to, loaded, changes(Delta.NONE, LATER));

        assertThat(stored(to).identity()).isEmpty();
    }

    private StoredSession identified(String identity) {
        store.create(key, Sessions.identified(identity), "token");
        return store.load(key).orElseThrow();
    }

    @Test
    void renameTakesChangesAlongThatTheCallerDidNotKnowOf() {
        StoredSession loaded = loaded();
        store.save(key, changes(set("cart", "two"), LATER));

        store.rename(key, to, loaded, changes(set("user", "ann"), LATER));

        assertThat(stored(to).attributes()).containsExactly(Map.entry("cart", "two"), Map.entry("user", "ann"));
    }

    @Test
    void renameKeepsALaterAccessAndAnIntervalThatTheCallerDidNotKnowOf() {
        StoredSession loaded = loaded();
        SessionTimes times = NEW.accessedAt(LATER).withMaxInactiveInterval(Duration.ofMinutes(7));
        store.save(key, new SessionChanges(Delta.NONE, Delta.NONE, times, NEW));

        store.rename(key, to, loaded, changes(Delta.NONE, LATER.minusSeconds(10)));

        assertThat(stored(to).times()).isEqualTo(times);
    }

    @Test
    void renameLoadsASessionOfUnknownVersion() {
        StoredSession loaded = loaded();
        StoredSession unknown = new StoredSession(-1, loaded.times(), Map.of(), Map.of());

        store.rename(key, to, unknown, changes(set("user", "ann"), LATER));

        assertThat(stored(to).attributes()).containsExactly(Map.entry("cart", "one"), Map.entry("user", "ann"));
    }

    /** The answer to the first attempt was lost; the caller asks again. */
    @Test
    void renameAgainReturnsTheRenamedSession() {
        StoredSession loaded = loaded();
        SessionChanges changes = changes(set("user", "ann"), LATER);
        StoredSession first = store.rename(key, to, loaded, changes).orElseThrow();

        StoredSession second = store.rename(key, to, loaded, changes).orElseThrow();

        assertThat(SessionContent.of(second)).isEqualTo(SessionContent.of(first));
    }

    @Test
    void renameAgainOfAnUnknownVersionReturnsTheRenamedSession() {
        StoredSession unknown = new StoredSession(-1, loaded().times(), Map.of(), Map.of());
        SessionChanges changes = changes(set("user", "ann"), LATER);
        store.rename(key, to, unknown, changes);

        assertThat(store.rename(key, to, unknown, changes)).isPresent();
    }

    /** Trap 6. */
    @Test
    void renameOfADeletedSessionLeavesNothing() {
        StoredSession loaded = loaded();
        store.delete(key, CREATED);

        assertThat(store.rename(key, to, loaded, changes(Delta.NONE, LATER))).isEmpty();

        assertThat(store.load(key)).isEmpty();
        assertThat(store.load(to)).isEmpty();
    }

    @Test
    void renameOntoAnotherSessionIsAConflictAndChangesNeither() {
        StoredSession loaded = loaded();
        store.create(to, session(NEW, "cart", "theirs"), "other token");

        assertThatExceptionOfType(SessionConflictException.class)
                .isThrownBy(() -> store.rename(key, to, loaded, changes(Delta.NONE, LATER)));

        assertThat(stored(key).attributes()).containsEntry("cart", "one");
        assertThat(stored(to).attributes()).containsEntry("cart", "theirs");
    }

    @Test
    void renameOfADeletedSessionOntoAnotherIsEmptyAndKeepsTheOther() {
        StoredSession loaded = loaded();
        store.create(to, session(NEW, "cart", "theirs"), "other token");
        store.delete(key, CREATED);

        assertThat(store.rename(key, to, loaded, changes(Delta.NONE, LATER))).isEmpty();

        assertThat(stored(to).attributes()).containsEntry("cart", "theirs");
    }

    @Test
    void saveUnderTheOldKeyAfterRenameLeavesNothingThere() {
        StoredSession loaded = loaded();
        store.rename(key, to, loaded, changes(Delta.NONE, LATER));

        assertThat(store.save(key, changes(set("cart", "two"), LATER))).isEmpty();
        assertThat(store.touch(key, NEW.accessedAt(LATER))).isEmpty();

        assertThat(store.load(key)).isEmpty();
        assertThat(stored(to).attributes()).containsEntry("cart", "one");
    }
}
