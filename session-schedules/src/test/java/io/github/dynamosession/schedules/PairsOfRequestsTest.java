package io.github.dynamosession.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.node.request.RequestUnit;
import io.github.dynamosession.node.session.LocalSession;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import kotlin.Unit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pastalab.fray.core.observers.TimelineCoverageType;
import org.pastalab.fray.core.randomness.ControlledRandomProvider;
import org.pastalab.fray.core.scheduler.POSScheduler;
import org.pastalab.fray.junit.plain.FrayInTestLauncher;

/**
 * Two requests in one session of a node, each pair of what a request can do to it: they never wait for each other for ever,
 * and what each was told to be saved is in the store when both are over.
 */
class PairsOfRequestsTest {

    private static final int SCHEDULES = Integer.getInteger("schedules", 20);
    private static final int SECONDS = 120;

    static Stream<Arguments> pairs() {
        Operation[] all = Operation.values();
        return Arrays.stream(all).flatMap(first -> Arrays.stream(all)
                .filter(second -> second.ordinal() >= first.ordinal())
                .map(second -> Arguments.of(first, second)));
    }

    @ParameterizedTest(name = "one {0}, one {1}")
    @MethodSource("pairs")
    void neitherLosesAChangeNorWaitsForEver(Operation first, Operation second) {
        FrayInTestLauncher.INSTANCE.launchFray(
                () -> new Pair(List.of(first, second), new Node()).run(),
                new POSScheduler(),
                new ControlledRandomProvider(),
                SCHEDULES,
                SECONDS,
                false,
                TimelineCoverageType.NONE,
                configuration -> Unit.INSTANCE);
    }

    private record Pair(List<Operation> operations, Node node) {

        void run() {
            LocalSession shared = node.session();
            Thread first = new Thread(() -> request(shared, 0, "a"));
            Thread second = new Thread(() -> request(shared, 1, "b"));
            first.start();
            second.start();
            join(first);
            join(second);
            check(shared);
            node.close();
        }

        private void request(LocalSession shared, int index, String name) {
            RequestUnit unit = new RequestUnit();
            unit.run(() -> {
                if (shared.refresh()) {
                    operations.get(index).run(shared, name, node);
                }
            });
            unit.end();
        }

        private static void join(Thread thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private void check(LocalSession shared) {
            List<LocalSession> stored = node.stored();
            if (operations.contains(Operation.DELETES_IT)) {
                assertThat(stored).isEmpty();
                assertThat(shared.isGone()).isTrue();
            } else {
                assertThat(stored).hasSize(1);
                SessionAfter after = new SessionAfter(node, stored.get(0), shared, operations);
                operations.get(0).check(after, "a");
                operations.get(1).check(after, "b");
            }
        }
    }
}
