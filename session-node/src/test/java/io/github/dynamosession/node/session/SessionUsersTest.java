package io.github.dynamosession.node.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.dynamosession.node.lease.SessionLocks;
import io.github.dynamosession.node.users.ContainerLogin;
import io.github.dynamosession.node.users.SessionUsers;
import io.github.dynamosession.node.users.StoredUserSessions;
import io.github.dynamosession.node.values.ValueRules;
import io.github.dynamosession.store.InMemorySessionStore;
import io.github.dynamosession.store.MovableClock;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.TouchPolicy;
import io.github.dynamosession.store.UserSession;
import io.github.dynamosession.store.UserSessions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose a session is, and what an application does with the sessions of its users. Trap 32. */
class SessionUsersTest {

    private static final ContainerLogin LOGIN =
            new ContainerLogin("principal", principal -> Optional.of(principal.toString()));

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-21T12:00:00Z"));
    private final InterceptedStore store =
            new InterceptedStore(new InMemorySessionStore(TouchPolicy.adaptive(), clock));
    private final LocalSessions sessions = sessions(Map.of(), LOGIN);
    private final UserSessions users = sessions.userSessions();

    private LocalSessions sessions(Map<String, String> more, ContainerLogin login) {
        Map<String, String> properties = new HashMap<>(Map.of("applicationName", "shop"));
        properties.putAll(more);
        SessionStoreConfig config = SessionStoreConfig.of(properties);
        ClassLoader loader = SessionUsersTest.class.getClassLoader();
        return new LocalSessions(new SessionContext(
                store,
                config.touchPolicy(),
                clock,
                Duration.ofSeconds(10),
                SessionLocks.of(config),
                ValueRules.forAttributes(config, loader, List.of(), (name, value) -> false),
                ValueRules.forContainerState(config, loader, List.of()),
                SessionUsers.of(config, login),
                ValueLimits.of(config, store, Optional.empty())));
    }

    private static SessionKey key(String id) {
        return SessionKey.of("shop", id);
    }

    private LocalSession create(String id) {
        SessionTimes times = new SessionTimes(clock.instant(), clock.instant(), Duration.ofMinutes(30));
        LocalSession session = sessions.create(key(id), id, times);
        session.attributes().put("cart", "tea");
        return session;
    }

    private LocalSession loggedIn(String id, String user) {
        LocalSession session = create(id);
        session.containerState().put("principal", user);
        session.save();
        return session;
    }

    private List<String> handles(String user) {
        return users.find(user).stream().map(UserSession::handle).toList();
    }

    private static String handle(String id) {
        return key(id).partitionKey();
    }

    @Test
    void sessionIsOfWhomTheContainerHasLoggedIn() {
        loggedIn("a", "ann");

        assertThat(handles("ann")).containsExactly(handle("a"));
    }

    @Test
    void sessionIsOfWhomTheApplicationSaysFirst() {
        LocalSession session = loggedIn("a", "ann");
        session.attributes().put(UserSessions.USER_ATTRIBUTE, "bob");
        session.save();

        assertThat(handles("bob")).containsExactly(handle("a"));
        assertThat(handles("ann")).isEmpty();

        session.attributes().remove(UserSessions.USER_ATTRIBUTE);
        session.save();

        assertThat(handles("ann")).containsExactly(handle("a"));
        assertThat(handles("bob")).isEmpty();
    }

    /** A login must not fail for the index. */
    @Test
    void sessionOfAUserWithoutAWellFormedNameIsNobodysInTheIndex() {
        LocalSession session = loggedIn("a", "ann\ud800");

        assertThat(session.isGone()).isFalse();
        assertThat(store.load(key("a")).orElseThrow().user()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> users.find("ann\ud800"));
    }

    @Test
    void attributeThatIsNoStringSaysNothing() {
        LocalSession session = loggedIn("a", "ann");
        session.attributes().put(UserSessions.USER_ATTRIBUTE, 42);
        session.save();

        assertThat(handles("ann")).containsExactly(handle("a"));
    }

    @Test
    void sessionIsNobodysAfterALogout() {
        LocalSession session = loggedIn("a", "ann");
        session.containerState().remove("principal");
        session.save();

        assertThat(handles("ann")).isEmpty();
        assertThat(store.load(key("a")).orElseThrow().user()).isEmpty();
    }

    /** A Jetty, say, in a session that a Tomcat's login is in. */
    @Test
    void nodeThatCannotReadTheLoginKeepsTheUser() {
        loggedIn("a", "ann");
        LocalSession elsewhere =
                sessions(Map.of(), new ContainerLogin("other", LOGIN.user())).join(key("a"));
        elsewhere.refresh();
        elsewhere.attributes().put("cart", "milk");
        elsewhere.save();

        assertThat(handles("ann")).containsExactly(handle("a"));
    }

    @Test
    void userGoesAlongWithANewId() {
        LocalSession session = loggedIn("a", "ann");
        session.refresh();
        session.rename(key("b"), "b");
        session.save();

        assertThat(handles("ann")).containsExactly(handle("b"));
    }

    @Test
    void loginOnAnotherNodeIsNotUndoneByAChangeOfTheId() {
        LocalSession here = create("a");
        here.save();
        LocalSession there = sessions.join(key("a"));
        there.refresh();
        there.containerState().put("principal", "ann");
        there.save();
        here.rename(key("b"), "b");
        here.save();

        assertThat(handles("ann")).containsExactly(handle("b"));
    }

    @Test
    void listHasTheTimes() {
        loggedIn("a", "ann");

        assertThat(users.find("ann"))
                .containsExactly(new UserSession(
                        handle("a"),
                        clock.instant(),
                        clock.instant(),
                        Duration.ofMinutes(30),
                        Optional.of(clock.instant().plus(Duration.ofMinutes(33)))));
    }

    @Test
    void handleIsThatOfTheIdWithoutTheNodesName() {
        assertThat(users.handleOf("0123456789ABCDEF0123456789ABCDEF.left"))
                .isEqualTo(handle("0123456789ABCDEF0123456789ABCDEF"));
    }

    @Test
    void handleThatIsNoneEndsNothing() {
        loggedIn("a", "ann");

        assertThat(users.revoke("ann", "logins#x")).isFalse();
        assertThat(users.revoke("ann", "")).isFalse();
        assertThat(users.revoke("bob", handle("a"))).isFalse();
        assertThat(users.revoke("ann", handle("a"))).isTrue();
    }

    /** The request that has changed the id of its session, which is still stored under the old one. */
    @Test
    void sessionWhoseNewIdIsNotStoredYetIsSpared() {
        loggedIn("elsewhere", "ann");
        LocalSession here = loggedIn("a", "ann");
        here.rename(key("b"), "b");

        assertThat(users.handleOf("b")).isEqualTo(handle("a"));
        assertThat(users.revokeAllBut("ann", "b")).isEqualTo(1);
        here.save();

        assertThat(handles("ann")).containsExactly(handle("b"));
        assertThat(users.handleOf("b")).isEqualTo(handle("b"));
    }

    @Test
    void allSessionsOfAUserAreEndedAndNoOthers() {
        loggedIn("a", "ann");
        loggedIn("b", "ann");
        loggedIn("c", "bob");

        assertThat(users.revokeAll("ann")).isEqualTo(2);

        assertThat(handles("ann")).isEmpty();
        assertThat(handles("bob")).containsExactly(handle("c"));
    }

    private int revokeAllBut(String id) {
        SessionStoreConfig config = SessionStoreConfig.of(Map.of("applicationName", "shop"));
        return StoredUserSessions.of(store, config).revokeAllButHandle("ann", handle(id));
    }

    private void renameIfThere(String from, String to) {
        LocalSession session = sessions.join(key(from));
        if (session.refresh()) {
            session.rename(key(to), to);
            session.save();
        }
    }

    @Test
    void sessionThatChangesItsIdMeanwhileIsEndedWithAllButOne() {
        loggedIn("spared", "ann");
        loggedIn("a", "ann");
        loggedIn("b", "ann");
        store.afterNextWrite(() -> {
            renameIfThere("a", "new a");
            renameIfThere("b", "new b");
        });

        assertThat(revokeAllBut("spared")).isEqualTo(2);

        assertThat(handles("ann")).containsExactly(handle("spared"));
    }

    @Test
    void withoutTheOneToSpareNoneIsEnded() {
        loggedIn("a", "ann");
        loggedIn("b", "bob");

        assertThat(revokeAllBut("a typing error")).isZero();
        assertThat(revokeAllBut("b")).isZero();

        assertThat(handles("ann")).containsExactly(handle("a"));
    }

    /** It may have another id now, and nobody can tell it from the others. */
    @Test
    void fromWhenOnTheOneToSpareIsGoneNoneIsEnded() {
        loggedIn("spared", "ann");
        loggedIn("a", "ann");
        loggedIn("b", "ann");
        store.afterNextWrite(() -> {
            renameIfThere("spared", "new spared");
            renameIfThere("a", "new a");
            renameIfThere("b", "new b");
        });

        assertThat(revokeAllBut("spared")).isEqualTo(1);

        assertThat(handles("ann")).hasSize(2).contains(handle("new spared"));
    }

    @Test
    void withoutTheIndexNobodyIsToldThatThereAreNoSessions() {
        UserSessions off = sessions(Map.of("userIndex", "false"), LOGIN).userSessions();

        assertThatIllegalStateException().isThrownBy(() -> off.find("ann")).withMessageContaining("userIndex=false");
        assertThatIllegalStateException().isThrownBy(() -> off.revokeAll("ann"));
    }
}
