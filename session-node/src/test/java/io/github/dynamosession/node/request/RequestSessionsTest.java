package io.github.dynamosession.node.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionLockLostException;
import io.github.dynamosession.store.SessionMetrics;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.Told;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sessions are texts here. */
class RequestSessionsTest {

    private final SessionMetrics metrics = new SessionMetrics();
    private final RequestSessions<String> request = new RequestSessions<>("/cart", false, true, metrics);
    private final List<String> done = new ArrayList<>();

    private void saveAndUnlock() {
        request.saveAndUnlock(session -> done.add("saved " + session), session -> done.add("unlocked " + session));
    }

    @Test
    void aRequestWithoutALockLocksNothing() {
        RequestSessions<String> without = new RequestSessions<>("/cart", false, false, metrics);

        assertThat(without.isToLock("one")).isFalse();
        assertThat(without.isLocking()).isFalse();
    }

    @Test
    void eachSessionIsLockedOnce() {
        assertThat(request.isToLock("one")).isTrue();

        request.locked("one");

        assertThat(request.isToLock("one")).isFalse();
        assertThat(request.isToLock("two")).isTrue();
        assertThat(request.hasLocked("one")).isTrue();
        assertThat(request.hasLocks()).isTrue();
    }

    @Test
    void whatWasLockedIsSavedOnce() {
        request.locked("one");

        saveAndUnlock();
        saveAndUnlock();

        assertThat(done).containsExactly("saved one");
        assertThat(request.hasLocks()).isFalse();
    }

    @Test
    void aFailedRequestUnlocksWithoutASave() {
        request.locked("one");
        request.fail(new IllegalStateException("as the test wants"));

        saveAndUnlock();

        assertThat(done).containsExactly("unlocked one");
    }

    /** An error page that reads the session must not wait for the lock again. */
    @Test
    void onceUnlockedItLocksNoMore() {
        request.locked("one");

        saveAndUnlock();

        assertThat(request.isToLock("one")).isFalse();
        assertThat(request.isLocking()).isTrue();
    }

    @Test
    void aSaveThatFailsIsTheRequestsFailureAndTheOtherSessionsAreUnlockedAllTheSame() {
        request.locked("one");
        request.locked("two");
        RuntimeException failure = new IllegalStateException("as the test wants");

        assertThatThrownBy(() -> request.saveAndUnlock(
                        session -> {
                            throw failure;
                        },
                        done::add))
                .isSameAs(failure);

        assertThat(done).hasSize(1);
        assertThat(request.hasLocks()).isFalse();
        assertThat(request.failure()).isSameAs(failure);
    }

    /** Who catches what is thrown knows it by that. */
    @Test
    void ofSeveralFailuresTheOneThatIsThrownIsTheRequests() {
        request.locked("one");
        request.locked("two");

        assertThatThrownBy(() -> request.saveAndUnlock(this::refuse, this::refuse))
                .satisfies(thrown -> assertThat(request.failure()).isSameAs(thrown));
    }

    private void refuse(String session) {
        throw new IllegalStateException("as the test wants, for " + session);
    }

    @Test
    void itsFailureIsThatOfItsUnitToo() {
        RuntimeException failure = new IllegalStateException("as the test wants");

        request.fail(failure);

        assertThat(request.failure()).isSameAs(failure);
        assertThat(request.unit().hasFailed()).isTrue();
    }

    @Test
    void aRequestOfAnIgnoredUriIsToldWhichPatternKeepsItWithoutASession() {
        RequestSessions<String> ignored = new RequestSessions<>("/health", true, false, metrics);

        assertThatThrownBy(ignored::requireNotIgnored)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("/health", "ignoredUris");
        assertThatCode(request::requireNotIgnored).doesNotThrowAnyException();
    }

    @Test
    void listenersAreToldOfEachRequestThatFailedOnceAndWhy() {
        Told told = Told.by(metrics);

        request.fail(new StoreException("no answer", null));
        request.fail(new IllegalStateException("what came of that"));
        failAnother(new SessionLockLostException(SessionKey.of("shop", "one")));
        failAnother(new IllegalStateException("not storable"));

        assertThat(told.lines()).containsExactly("refused STORE", "refused LOCK", "refused SESSION");
    }

    private void failAnother(RuntimeException cause) {
        new RequestSessions<String>("/cart", false, true, metrics).fail(cause);
    }
}
