package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trap 23: the ways in which asynchronous work ends, and what applications still do to the session then. */
@OnEveryContainer
final class AsyncEventsIT extends KnownOnBothNodes {

    AsyncEventsIT(Cluster cluster) {
        super(cluster);
    }

    @Test
    void workThatIsCompletedBeforeTheServletReturnsIsSaved() {
        ann.on(a, "startAsync", "set:user:before", "complete", "set:user:after", "add:list:pear")
                .ok();

        assertThat(ann.ask(b, "get:user")).isEqualTo("after");
        assertThat(ann.ask(b, "get:list")).isEqualTo("[pear]");
    }

    @Test
    void changesBetweenNestedDispatchesAreSaved() {
        String[] twice = {
            "set:s1:1", "async", "set:s2:1", "dispatch", "set:s3:1", "async", "set:s4:1", "dispatch", "set:s5:1"
        };
        ann.on(a, twice).ok();

        assertThat(ann.ask(b, "names")).isEqualTo("list,s1,s2,s3,s4,s5,user");
    }

    /** The response may be out by then. */
    @Test
    void aChangeOfAListenerThatHearsOfTheEndIsSaved() {
        ann.on(a, "get:user", "startAsync", "on:complete:set:user:done", "complete")
                .ok();

        seenByOthers("done");
    }

    /** Tomcat, with any manager, cuts the connection of such a request. */
    @Test
    void aChangeOfAListenerThatHearsOfAnErrorIsSaved() {
        ann.start(a, Browser.APP, "get:user", "startAsync", "on:error:set:user:failed", "throw")
                .handle((answer, connectionIsCut) -> answer)
                .join();

        seenByOthers("failed");
    }

    private void seenByOthers(String user) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(ann.ask(b, "get:user")).isEqualTo(user));
    }

    /** Trap 6. */
    @ParameterizedTest
    @ValueSource(strings = {"complete", "dispatch"})
    void workThatOutlivesTheSessionDoesNotBringItBack(String end) {
        String id = ann.sessionId();
        Held work = ann.hold(a, "get:user", "async", "hold", "attempt:set:user:zombie", end);
        new Browser(id).on(b, "invalidate").ok();
        work.release();

        assertThat(table.item(id)).isEmpty();
        assertThat(new Browser(id).ask(a, "id")).isEqualTo(Answer.NONE);
    }
}
