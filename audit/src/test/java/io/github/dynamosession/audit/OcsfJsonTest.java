package io.github.dynamosession.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.dynamosession.store.UserKey;
import io.github.dynamosession.store.dynamodb.SessionImage;
import io.github.dynamosession.store.dynamodb.SessionImage.State;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Whether what we write is what readers of OCSF expect. */
final class OcsfJsonTest {

    private static final Instant TIME = Instant.parse("2026-11-27T14:00:00Z");
    private static final String HANDLE = "wBTsTBHe5pxKfLpf0jbqJ3k917oHsFOvk6Vutd0d4wM";
    private static final String NEXT = "iCUplCLjwyRXYxdWL4rvjgNAGtiYPBTr_H6A_B5GCTg";

    private static SessionImage session(String user, State state) {
        return new SessionImage(
                HANDLE,
                Optional.of("/shop"),
                Optional.of(user).filter(name -> !name.isEmpty()).map(name -> UserKey.ofIndexValue("/shop#" + name)),
                TIME.minusSeconds(60),
                state,
                Optional.empty(),
                true,
                Optional.of(NEXT).filter(next -> state == State.MOVED),
                500,
                0);
    }

    private static SessionEvent event(EventKind kind, SessionImage session) {
        return new SessionEvent(
                "1-" + kind.text(),
                kind,
                TIME,
                "http-sessions",
                Optional.of(session),
                Optional.of(session("bob", State.LIVING)),
                Optional.of("idle"));
    }

    private static Map<String, Object> json(SessionEvent event) throws IOException {
        return JSON.std.mapFrom(event.toJson());
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "GAP")
    void eachKindOfEventIsValid(EventKind kind) throws IOException {
        State state = kind == EventKind.ID_CHANGED ? State.MOVED : State.LIVING;

        assertThat(OcsfSchema.violations(event(kind, session("ann", state)).toJson()))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"CREATED", "ID_CHANGED", "GROWN", "ENDED", "REVOKED", "EXPIRED", "LOGOUT"})
    void anEventOfNobodysSessionIsValid(EventKind kind) throws IOException {
        assertThat(OcsfSchema.violations(event(kind, session("", State.LIVING)).toJson()))
                .isEmpty();
    }

    @Test
    void aGapIsValidAndSevere() throws IOException {
        SessionEvent gap = new SessionEvents("http-sessions", 1).gap("gap-shard", TIME, "a shard was deleted");

        assertThat(OcsfSchema.violations(gap.toJson())).isEmpty();
        assertThat(json(gap)).containsEntry("severity_id", 4).containsEntry("status_detail", "a shard was deleted");
    }

    @Test
    void aLoginSaysWhoWhereAndInWhichSession() throws IOException {
        assertThat(json(event(EventKind.LOGIN, session("ann", State.LIVING))))
                .containsEntry("type_uid", 300201)
                .containsEntry("user", Map.of("name", "ann"))
                .containsEntry("service", Map.of("name", "/shop"))
                .containsEntry(
                        "session",
                        Map.of(
                                "uid",
                                HANDLE,
                                "created_time",
                                TIME.minusSeconds(60).toEpochMilli()))
                .containsEntry("time", TIME.toEpochMilli())
                .extractingByKey("metadata")
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("uid", "1-login")
                .containsEntry("event_code", "login")
                .containsEntry("correlation_uid", HANDLE)
                .containsEntry("log_version", "1");
    }

    /** With userIndexKey, or of a name that is too long. */
    @Test
    void aHashedNameIsAnIdAndNoName() throws IOException {
        assertThat(json(event(EventKind.LOGIN, session("hmac:Yk7r", State.LIVING))))
                .containsEntry("user", Map.of("uid", "hmac:Yk7r"));
    }

    @Test
    void anotherUserIsToldWithTheOneBefore() throws IOException {
        assertThat(json(event(EventKind.USER_CHANGED, session("ann", State.LIVING))))
                .containsEntry("user", Map.of("name", "ann"))
                .containsEntry("actor", Map.of("user", Map.of("name", "bob")));
    }

    @Test
    void aLogoutThatLeavesTheSessionIsOfTheUserBefore() throws IOException {
        assertThat(json(event(EventKind.LOGOUT, session("", State.LIVING))))
                .containsEntry("user", Map.of("name", "bob"));
    }

    @Test
    void aNewIdLeadsFromOneHandleToTheNext() throws IOException {
        assertThat(json(event(EventKind.ID_CHANGED, session("ann", State.MOVED))))
                .containsEntry("entity", Map.of("uid", HANDLE, "type", "HTTP session"))
                .containsEntry("entity_result", Map.of("uid", NEXT, "type", "HTTP session"));
    }
}
