package io.github.dynamosession.node.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.node.values.ValueRules;
import io.github.dynamosession.store.SessionStoreConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Programs of overlapping requests give what the rules say, whatever becomes of their saves. A failure names the seed, and
 * the smallest program that shows it. By hand: {@code -Dprograms.first=SEED -Dprograms.count=1000000}.
 */
class ProgramsTest {

    private static final long FIRST = Long.getLong("programs.first", 1);
    private static final long COUNT = Long.getLong("programs.count", 100_000);

    private final ValueRules rules = ValueRules.forAttributes(
            SessionStoreConfig.of(Map.of("applicationName", "shop")),
            getClass().getClassLoader(),
            List.of(),
            (name, value) -> false);

    @Test
    void everyProgramGivesWhatTheRulesSay() {
        for (long seed = FIRST; seed < FIRST + COUNT; seed++) {
            Program program = Program.random(seed);
            if (differs(program)) {
                Program shrunk = program.shrunk(this::differs);
                assertThat(product(shrunk)).as("seed %d: %s", seed, shrunk).isEqualTo(model(shrunk));
            }
        }
    }

    private boolean differs(Program program) {
        return !product(program).equals(model(program));
    }

    private List<String> product(Program program) {
        return Run.of(program, new ProductSessions(rules, program.nodes()));
    }

    private static List<String> model(Program program) {
        return Run.of(program, new ModelSessions(program.nodes()));
    }
}
