package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.encryption.KeySet;
import io.github.dynamosession.encryption.KeySet.Key;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The key is changed as docs/security.md says, node by node, while clients go from one node to the other. */
@ParameterizedClass
@EnumSource(names = {"TOMCAT_10_1", "JETTY_12_0"})
final class KeyRotationIT {

    private final EncryptedNode a;
    private final EncryptedNode b;

    KeyRotationIT(ContainerKind kind) {
        a = EncryptedNode.of(kind);
        b = a.other();
    }

    @Test
    void keysAreChangedUnderLoadWithoutAnError() throws InterruptedException {
        KeySet old = EncryptedNode.keysOfAll();
        KeySet both = old.withNewKey();
        KeySet promoted =
                both.withPrimary(both.keys().get(both.keys().size() - 1).id());
        KeySet rest = promoted;
        for (Key key : old.keys()) {
            rest = rest.without(key.id());
        }

        Load load = new Load();
        load.awaitSessions();
        for (KeySet next : List.of(both, promoted)) {
            giveOneByOne(next);
        }
        load.awaitSessions(); // none is older than the new key
        giveOneByOne(rest);
        load.awaitSessions();
        load.end();

        assertThat(load.failures).isEmpty();
        EncryptedNode.giveAll(promoted);
    }

    private void giveOneByOne(KeySet keys) {
        for (EncryptedNode node : List.of(a, b)) {
            node.give(keys);
            node.awaitUseOf(keys);
        }
    }

    /** Clients whose every request reaches the other node, and who have a new session after ten of them. */
    private final class Load {

        private final List<Object> failures = new CopyOnWriteArrayList<>();
        private final List<AtomicInteger> sessions =
                IntStream.range(0, 4).mapToObj(i -> new AtomicInteger()).toList();
        private final List<Thread> clients =
                sessions.stream().map(count -> new Thread(() -> run(count))).toList();
        private volatile boolean ending;

        Load() {
            clients.forEach(Thread::start);
        }

        private void run(AtomicInteger count) {
            while (!ending) {
                try {
                    visit();
                } catch (RuntimeException | AssertionError e) {
                    failures.add(e);
                }
                count.incrementAndGet();
            }
        }

        private void visit() {
            Browser browser = new Browser();
            browser.on(a, "set:0:first", "set:large:" + "x".repeat(5_000)).ok();
            for (int i = 1; i < 10; i++) {
                Answer answer = browser.on(i % 2 == 0 ? a : b, "get:" + (i - 1), "get:large", "set:" + i + ":value" + i)
                        .ok();
                assertThat(answer.of("get:" + (i - 1))).isEqualTo(i == 1 ? "first" : "value" + (i - 1));
                assertThat(answer.of("get:large")).hasSize(5_000);
            }
        }

        /** Until each client has had a whole one from now on. */
        void awaitSessions() {
            List<Integer> before = sessions.stream().map(AtomicInteger::get).toList();
            await().atMost(Duration.ofSeconds(60)).until(() -> IntStream.range(0, before.size())
                    .allMatch(i -> sessions.get(i).get() >= before.get(i) + 2));
        }

        void end() throws InterruptedException {
            ending = true;
            for (Thread client : clients) {
                client.join();
            }
        }
    }
}
