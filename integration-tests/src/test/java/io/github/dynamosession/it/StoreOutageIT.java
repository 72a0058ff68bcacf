package io.github.dynamosession.it;

import static io.github.dynamosession.it.wire.StoreCall.ANY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.it.wire.HeldCall;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Trap 20: while the store does not answer, a node keeps its threads and serves what needs no session. */
@ParameterizedClass
@EnumSource(names = {"TOMCAT_10_1", "JETTY_12_1"})
final class StoreOutageIT {

    private static final int REQUESTS = 40;
    private static final int CALL_TIMEOUT_SECONDS = 2;
    /** Threads of the HTTP client and the JVM that come and go. */
    private static final int FEW = 3;

    private final WiredNode node;

    StoreOutageIT(ContainerKind kind) {
        node = WiredNode.of(kind);
    }

    @AfterEach
    void theStoreIsBack() {
        node.wire().heal();
    }

    @Test
    void fortyRequestsThatWaitForTheStoreDisturbNobody() {
        List<Browser> users = IntStream.range(0, REQUESTS).mapToObj(this::user).toList();
        users.forEach(user -> user.ask(node, "get:user")); // connections and threads for them are there
        int threads = threads();

        List<CompletableFuture<Answer>> answers;
        try (HeldCall held = node.wire().hold(ANY, HeldCall.Moment.BEFORE_DYNAMODB)) {
            answers = users.stream()
                    .map(user -> user.start(node, Browser.APP, "get:user"))
                    .toList();
            held.awaitReached();
            assertThat(new Browser().on(node, "say").ok().of("say")).isEqualTo("said");
            assertThat(answers).as("requests still waiting").anyMatch(answer -> !answer.isDone());
            assertThat(threads()).isLessThanOrEqualTo(threads + FEW);
            assertThat(CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                            .orTimeout(3 * CALL_TIMEOUT_SECONDS, TimeUnit.SECONDS))
                    .as("every request within its bounds")
                    .succeedsWithin(3L * CALL_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        }

        answers.forEach(answer -> Unavailable.check(answer.join()));
        assertThat(threads()).isLessThanOrEqualTo(threads + FEW);
        IntStream.range(0, REQUESTS)
                .forEach(i -> assertThat(users.get(i).ask(node, "get:user")).isEqualTo("user " + i));
    }

    private Browser user(int i) {
        Browser user = new Browser();
        user.on(node.other(), "set:user:user " + i).ok();
        return user;
    }

    private int threads() {
        return node.control("threads").ok().of("threads").split(",").length;
    }
}
