package io.github.dynamosession.it;

import static io.github.dynamosession.it.Browser.LOCKED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lock mode {@code session}: of all requests to two nodes, one at a time is in the session. Trap 3. */
@OnEveryContainer
final class LockedSessionIT {

    private static final String FREE = "/locked/free/do";

    private final Node a;
    private final Node b;
    private final Browser ann = new Browser();

    LockedSessionIT(Cluster cluster) {
        a = cluster.node(0);
        b = cluster.node(1);
    }

    @BeforeEach
    void counterOfAnn() {
        ann.get(a, LOCKED, "put:count:counter", "set:user:ann").ok();
    }

    /** Starts a request to the other node, and returns when it has found the session locked. */
    private CompletableFuture<Answer> waiting(Node node, String... steps) {
        long before = locks(node);
        CompletableFuture<Answer> answer = ann.start(node, LOCKED, steps);
        await().until(() -> locks(node) >= before + 2);
        assertThat(answer).isNotDone();
        return answer;
    }

    private static long locks(Node node) {
        return Cost.calls(node, "locked").get("Locks");
    }

    private Map<String, Long> costOnB(String... steps) {
        return Cost.of(b, "locked", () -> ann.get(b, LOCKED, steps));
    }

    /** What a request costs that finds the session free. */
    private void assertFree() {
        assertThat(costOnB("get:user")).isEqualTo(Map.of("Locks", 1L, "Saves", 1L));
    }

    @Test
    void noneOfTwentyConcurrentIncrementsOnTwoNodesIsLost() {
        List<CompletableFuture<Answer>> increments = IntStream.range(0, 20)
                .mapToObj(i -> ann.start(i % 2 == 0 ? a : b, LOCKED, "increment:count"))
                .toList();
        increments.forEach(increment -> increment.join().ok());

        assertThat(ann.get(a, LOCKED, "get:count").of("get:count")).isEqualTo("20");
    }

    @Test
    void aRequestWaitsForOneOnAnotherNodeAndSeesWhatThatSaved() {
        Held first = ann.holdAt(LOCKED, a, "get:user", "hold", "set:user:bob");
        CompletableFuture<Answer> second = waiting(b, "get:user");

        first.release().ok();

        assertThat(second.join().ok().of("get:user")).isEqualTo("bob");
    }

    @Test
    void aRequestThatChangesALockedSessionIsTwoCalls() {
        assertThat(costOnB("set:user:bob")).isEqualTo(Map.of("Locks", 1L, "Saves", 1L));
    }

    @Test
    void aRequestThatCreatesItsSessionIsOneCallAsBefore() {
        assertThat(Cost.of(b, "locked", () -> new Browser().get(b, LOCKED, "set:user:bob")))
                .isEqualTo(Map.of("Creates", 1L));
    }

    @Test
    void aResponseOfWhichTheClientHasAPartKeepsTheLockUntilItsEnd() {
        Held first = ann.holdAt(LOCKED, a, "set:user:bob", "flush", "hold", "set:user:carl");
        CompletableFuture<Answer> second = waiting(b, "get:user");

        first.release();

        assertThat(second.join().ok().of("get:user")).isEqualTo("carl");
    }

    @Test
    void aSessionThatIsCreatedAndSentBeforeTheEndOfItsRequestIsLocked() {
        Browser eve = new Browser();
        eve.get(a, LOCKED, "create", "flush", "set:user:eve").ok();

        assertThat(Cost.of(b, "locked", () -> assertThat(
                                eve.get(b, LOCKED, "get:user").of("get:user"))
                        .isEqualTo("eve")))
                .isEqualTo(Map.of("Locks", 1L, "Saves", 1L));
    }

    @Test
    void anAsynchronousRequestKeepsTheLockUntilItIsComplete() {
        Held first = ann.holdAt(LOCKED, a, "get:user", "async", "hold", "set:user:bob", "complete");
        CompletableFuture<Answer> second = waiting(b, "get:user");

        first.release().ok();

        assertThat(second.join().ok().of("get:user")).isEqualTo("bob");
        assertFree();
    }

    @Test
    void anAsynchronousDispatchKeepsTheLock() {
        Held first = ann.holdAt(LOCKED, a, "get:user", "async", "hold", "dispatch", "set:user:bob");
        CompletableFuture<Answer> second = waiting(b, "get:user");

        first.release().ok();

        assertThat(second.join().ok().of("get:user")).isEqualTo("bob");
        assertFree();
    }

    @Test
    void aRequestThatTimesOutGivesTheLockBack() {
        ann.get(a, LOCKED, "get:user", "timeout:100");

        assertFree();
    }

    @Test
    void aRequestThatFailsGivesTheLockBack() {
        assertThat(ann.get(a, LOCKED, "set:user:bob", "throw").status()).isEqualTo(500);

        assertFree();
    }

    @Test
    void anErrorPageGivesTheLockBack() {
        assertThat(ann.get(a, LOCKED, "set:user:bob", "error:409").status()).isEqualTo(409);

        assertFree();
    }

    @Test
    void aRedirectGivesTheLockBackBeforeTheClientFollows() {
        ann.get(a, LOCKED, "set:user:bob", "redirect:say");

        assertFree();
    }

    @Test
    void whoWaitsForASessionThatIsEndedHasNone() {
        Held first = ann.holdAt(LOCKED, a, "get:user", "hold", "invalidate");
        CompletableFuture<Answer> second = waiting(b, "id");

        first.release().ok();

        assertThat(second.join().ok().of("id")).isEqualTo(Answer.NONE);
    }

    /** Trap 8. */
    @Test
    void whoWaitsWithAnOldIdHasNoSession() {
        Held first = ann.holdAt(LOCKED, a, "get:user", "hold", "changeId");
        CompletableFuture<Answer> second = waiting(b, "id");

        first.release().ok();

        assertThat(second.join().ok().of("id")).isEqualTo(Answer.NONE);
        assertThat(second.join().headers().allValues("Set-Cookie")).isEmpty();
        assertThat(ann.get(b, LOCKED, "get:user").ok().of("get:user")).isEqualTo("ann");
    }

    @Test
    void aRequestToAnotherUriNeitherWaitsNorLocks() {
        Held first = ann.holdAt(LOCKED, a, "increment:count", "hold");

        assertThat(ann.get(b, FREE, "get:user", "set:seen:yes").ok().of("get:user"))
                .isEqualTo("ann");

        first.release().ok();
        assertThat(ann.get(b, LOCKED, "get:count", "get:seen").ok().body()).contains("get:count=1", "get:seen=yes");
    }

    @Test
    void aRequestThatDoesNotUseItsSessionLocksNothing() {
        assertThat(Cost.of(b, "locked", () -> new Browser().get(b, LOCKED, "say")))
                .isEmpty();
    }
}
