package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session that was invalidated on any node is gone on all of them, whatever was under way. */
@OnEveryContainer
final class InvalidationIT extends KnownOnBothNodes {

    InvalidationIT(Cluster cluster) {
        super(cluster);
    }

    /** Trap 6. */
    @ParameterizedTest
    @ValueSource(
            strings = {"get:user", "set:user:zombie", "remove:user", "add:list:zombie", "setInterval:600", "changeId"})
    void aRequestUnderWayOnAnotherNodeBringsNothingBack(String late) {
        String id = ann.sessionId();
        Held request = ann.hold(a, "get:user", "get:list", "hold", late);
        new Browser(id).on(b, "invalidate").ok();
        request.release();

        assertThat(table.item(id)).isEmpty();
        assertThat(table.item(ann.sessionId())).isEmpty();
        assertThat(new Browser(id).ask(a, "id")).isEqualTo(Answer.NONE);
        assertThat(new Browser(id).ask(b, "id")).isEqualTo(Answer.NONE);
    }

    /** Trap 6: the save at the flush and the one after it. */
    @Test
    void aStreamUnderWayOnAnotherNodeBringsNothingBack() {
        String id = ann.sessionId();
        Held request = ann.hold(a, "set:user:before", "flush", "hold", "set:user:zombie", "flush");
        new Browser(id).on(b, "invalidate").ok();
        request.release();

        assertThat(table.item(id)).isEmpty();
        assertThat(new Browser(id).ask(a, "id")).isEqualTo(Answer.NONE);
    }

    /** Trap 6, on one node, where both requests share one object. */
    @Test
    void aRequestUnderWayOnTheSameNodeBringsNothingBack() {
        String id = ann.sessionId();
        Held request = ann.hold(a, "get:user", "hold", "get:user");
        new Browser(id).on(a, "invalidate").ok();
        request.release();

        assertThat(table.item(id)).isEmpty();
        assertThat(new Browser(id).ask(b, "id")).isEqualTo(Answer.NONE);
    }

    /** Trap 7. */
    @Test
    void invalidateAndCreateInOneRequestGivesANewIdAndAnEmptySession() {
        String old = ann.sessionId();
        Answer answer = ann.on(a, "invalidate", "create", "isNew", "names").ok();

        assertThat(ann.sessionId()).isNotEqualTo(old);
        assertThat(answer.of("isNew")).isEqualTo("true");
        assertThat(answer.of("names")).isEmpty();
        assertThat(ann.on(b, "set:user:bob", "names").ok().of("names")).isEqualTo("user");
        assertThat(ann.sessionId()).startsWith(ann.ask(a, "id")); // and on Jetty, a route
        assertThat(new Browser(old).ask(a, "id")).isEqualTo(Answer.NONE);
        assertThat(new Browser(old).ask(b, "id")).isEqualTo(Answer.NONE);
    }

    /** Trap 7: as in any container, listeners hear of the end once, on the node where it happened. */
    @Test
    void theListenersHearOfTheEndOnce() {
        String id = ann.sessionId();
        ann.on(b, "put:bound:binding", "invalidate").ok();

        assertThat(b.control("events:" + id).of("events:" + id))
                .containsOnlyOnce("destroyed")
                .containsOnlyOnce("unbound:bound");
        assertThat(a.control("events:" + id).of("events:" + id)).doesNotContain("destroyed");
    }

    /**
     * Whoever of them first finds the session gone must not take its end away from the request that ended it: the listeners
     * would hear nothing, and on Jetty the logout would fail.
     */
    @RepeatedTest(20)
    void aLogoutBesideOtherRequestsOfItsNodeSucceedsAndIsTold() {
        String id = ann.sessionId();
        List<CompletableFuture<Answer>> beside = IntStream.range(0, 4)
                .mapToObj(i -> new Browser(id).start(a, Browser.APP, "get:user", "set:other" + i + ":1"))
                .toList();
        Answer logout = new Browser(id).on(a, "get:user", "invalidate");
        beside.forEach(CompletableFuture::join);

        assertThat(logout.status()).as(logout.toString()).isEqualTo(200);
        assertThat(a.control("events:" + id).of("events:" + id)).containsOnlyOnce("destroyed");
    }
}
