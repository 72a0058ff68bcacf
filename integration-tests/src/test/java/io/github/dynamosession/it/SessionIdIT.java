package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trap 8: a session whose id changes is at any moment under exactly one id, with all it had. */
@OnEveryContainer
final class SessionIdIT extends KnownOnBothNodes {

    SessionIdIT(Cluster cluster) {
        super(cluster);
    }

    @Test
    void aChangedIdKeepsTheSessionAndEndsTheOldIdOnBothNodes() {
        String old = ann.sessionId();
        String created = ann.ask(b, "created");
        ann.on(a, "changeId", "set:more:1").ok();

        assertThat(ann.sessionId()).isNotEqualTo(old);
        assertThat(ann.ask(b, "names")).isEqualTo("list,more,user");
        assertThat(ann.ask(b, "created")).isEqualTo(created);
        assertThat(ann.ask(b, "isNew")).isEqualTo("false");
        assertThat(table.item(old)).isEmpty();
        assertThat(new Browser(old).ask(a, "id")).isEqualTo(Answer.NONE);
        assertThat(new Browser(old).ask(b, "id")).isEqualTo(Answer.NONE);
    }

    @Test
    void theIdListenerHearsOfTheChangeOnceAndNoOtherListenerDoes() {
        String old = ann.sessionId();
        ann.on(b, "changeId").ok();
        ann.on(a, "get:user").ok();

        assertThat(b.control("events:" + old).of("events:" + old)).containsOnlyOnce("idChanged");
        assertThat(a.control("events:" + old).of("events:" + old)).doesNotContain("idChanged", "destroyed");
        assertThat(b.control("events:" + ann.sessionId()).of("events:" + ann.sessionId()))
                .isEmpty();
    }

    /** Else a response that comes after that of a login would give the client the old id back. */
    @Test
    void aNodeThatServesASessionOfTheOtherOneSendsNoCookie() {
        assertThat(ann.on(a, "get:user").ok().headers().allValues("Set-Cookie")).isEmpty();
        assertThat(ann.on(b, "set:user:bob").ok().headers().allValues("Set-Cookie"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"get:user", "set:late:1", "add:list:late", "changeId", "invalidate"})
    void aRequestUnderWayWithTheOldIdDoesNotRecreateTheOldSession(String late) {
        String old = ann.sessionId();
        Held request = new Browser(old).hold(a, "get:user", "get:list", "hold", late);
        ann.on(b, "changeId").ok();
        request.release();

        assertThat(table.item(old)).isEmpty();
        assertThat(ann.ask(a, "get:user")).isEqualTo("ann");
        assertThat(ann.ask(b, "get:user")).isEqualTo("ann");
        assertThat(ann.ask(b, "names")).isEqualTo("list,user");
    }

    @Test
    void aChangeThatTheOtherNodeSavedBeforeTheIdChangedIsNotLost() {
        Held renaming = ann.hold(a, "get:user", "hold", "changeId", "set:from:a");
        new Browser(ann.sessionId()).on(b, "set:more:from b").ok();
        renaming.release().ok();

        assertThat(ann.ask(b, "names")).isEqualTo("from,list,more,user");
    }

    @Test
    void aLoginChangesTheIdAndIsKnownOnTheOtherNode() {
        String old = ann.sessionId();
        ann.on(a, "login:ann:secret", "changeId").ok();

        assertThat(ann.sessionId()).isNotEqualTo(old);
        assertThat(ann.ask(b, "user")).isEqualTo("ann");
        assertThat(ann.ask(b, "get:user")).isEqualTo("ann");
        assertThat(new Browser(old).ask(b, "user")).isEqualTo(Answer.NONE);
        ann.on(b, "logout").ok();
        assertThat(ann.ask(a, "user")).isEqualTo(Answer.NONE);
    }

    /** Trap 31. */
    @ParameterizedTest
    @ValueSource(strings = {"", ".left", ".right", ".gone"})
    void aRouteAtTheEndOfTheIdDoesNotChangeWhichSessionItNames(String route) {
        String bare = ann.sessionId().replaceFirst("\\..*", "");

        assertThat(new Browser(bare + route).ask(a, "get:user")).isEqualTo("ann");
        assertThat(new Browser(bare + route).ask(b, "get:user")).isEqualTo("ann");
    }
}
