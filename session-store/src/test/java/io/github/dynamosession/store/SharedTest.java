package io.github.dynamosession.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.store.Shared.Lease;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Who makes a shared thing, who gets it, and when it is closed. */
class SharedTest {

    private final List<String> closed = new CopyOnWriteArrayList<>();
    private final Shared<String, String> shared = new Shared<>(closed::add);

    @Test
    void isMadeForTheFirstAndClosedWithTheLast() {
        Lease<String> first = shared.take("key", () -> "one");
        Lease<String> second = shared.take("key", () -> "two");
        assertThat(second.value()).isEqualTo("one");

        first.close();
        first.close(); // once more than it was taken
        assertThat(closed).isEmpty();
        second.close();
        assertThat(closed).containsExactly("one");

        assertThat(shared.take("key", () -> "three").value()).isEqualTo("three");
    }

    @Test
    void otherKeysHaveOthers() {
        assertThat(shared.take("a", () -> "one").value())
                .isNotEqualTo(shared.take("b", () -> "two").value());
    }

    @Test
    void whatCouldNotBeMadeIsTriedAgain() {
        assertThatThrownBy(() -> shared.take("key", () -> {
                    throw new IllegalStateException("not now");
                }))
                .hasMessage("not now");

        assertThat(shared.take("key", () -> "one").value()).isEqualTo("one");
        assertThat(closed).isEmpty();
    }

    @Test
    void whoWantsAnotherThingDoesNotWaitForOneThatIsBeingMade() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        CompletableFuture<String> slow = CompletableFuture.supplyAsync(
                () -> shared.take("slow", () -> made("slow", begun, mayEnd)).value());
        pass(begun);
        CompletableFuture<String> same = CompletableFuture.supplyAsync(
                () -> shared.take("slow", () -> "made twice").value());

        assertThat(shared.take("other", () -> "other").value()).isEqualTo("other");
        assertThat(same).isNotDone();
        mayEnd.countDown();
        await().until(() -> slow.isDone() && same.isDone());
        assertThat(List.of(slow.join(), same.join())).containsExactly("slow", "slow");
    }

    /** A port, say, that the last one has until it is closed. */
    @Test
    void theNextIsMadeWhenTheLastIsClosed() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        List<String> story = new CopyOnWriteArrayList<>();
        Shared<String, String> slow = new Shared<>(value -> story.add(made(value + " is closed", begun, mayEnd)));
        Lease<String> last = slow.take("key", () -> "one");
        CompletableFuture<Void> end = CompletableFuture.runAsync(last::close);
        pass(begun);

        Thread next = new Thread(() -> slow.take("key", () -> {
            story.add("two is made");
            return "two";
        }));
        next.start();
        await().until(() -> next.getState() == Thread.State.BLOCKED || !story.isEmpty());
        mayEnd.countDown();

        await().until(() -> end.isDone() && story.size() == 2);
        assertThat(story).containsExactly("one is closed", "two is made");
    }

    /** Trap 19. */
    @Test
    void isMadeUnderTheClassLoaderOfThisProduct() {
        Thread here = Thread.currentThread();
        ClassLoader before = here.getContextClassLoader();
        here.setContextClassLoader(new ClassLoader() {});
        try {
            Shared<String, ClassLoader> loaders = new Shared<>(loader -> {});
            assertThat(loaders.take("key", here::getContextClassLoader).value())
                    .isSameAs(Shared.class.getClassLoader());
        } finally {
            here.setContextClassLoader(before);
        }
    }

    private static String made(String what, CountDownLatch begun, CountDownLatch mayEnd) {
        begun.countDown();
        pass(mayEnd);
        return what;
    }

    private static void pass(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
