package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.cluster.document.Document;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The part of {@code docs/cost.md} on growth is true: a request costs what it touches, and a name of each attribute. */
final class GrowthTableIT {

    private static final List<Integer> SIZES_KB = List.of(1, 16, 128, 2048);
    private static final List<Integer> COUNTS = List.of(1, 10, 100, 1_000);
    private static final List<Integer> NODES = List.of(1, 2, 4, 8);

    /** Smaller values would say nothing of what is in them. */
    private static final int LEAST_VALUE = 16;

    @Test
    void theTablesAreTrue() throws IOException {
        try (GrowingSessions sessions =
                GrowingSessions.on(DynamoDbLocal.shared().endpoint())) {
            List<GrowingSessions.Costs> bySize = SIZES_KB.stream()
                    .flatMap(kb -> COUNTS.stream()
                            .filter(count -> kb * 1024 / count >= LEAST_VALUE)
                            .map(count -> sessions.costs(kb, count)))
                    .toList();
            List<GrowingSessions.Turns> byNodes =
                    NODES.stream().map(sessions::inTurn).toList();

            bySize.forEach(GrowthTableIT::requireCostOfWhatIsTouched);
            Document.COST.requirePart(
                    GrowthTableIT.class, "units", table(bySize, cost -> cost.calls() + ": " + cost.units()));
            Document.COST.requirePart(GrowthTableIT.class, "bytes", table(bySize, Expense::kilobytes));
            Document.COST.requirePart(GrowthTableIT.class, "nodes", nodes(byNodes));
        }
    }

    /** Whatever the size: what stays in the item is at most a budget, a group that gathers, and for each attribute a name. */
    private static void requireCostOfWhatIsTouched(GrowingSessions.Costs costs) {
        int itemKb = 20 + costs.count() * 50 / 1024;

        assertThat(costs.smallChanged().writeUnits()).as(costs.name()).isLessThanOrEqualTo(itemKb);
        assertThat(costs.smallChanged().bytes()).as(costs.name()).isLessThanOrEqualTo((itemKb + 4) * 1024 * 2);
        assertThat(costs.smallRead().readUnits()).as(costs.name()).isLessThanOrEqualTo(itemKb / 4.0 + 1);
        assertThat(costs.smallRead().calls()).as(costs.name()).isOne();
        assertThat(costs.smallChanged().calls()).as(costs.name()).isEqualTo(2);
    }

    private static String table(List<GrowingSessions.Costs> all, Function<Expense, String> cell) {
        Stream<String> head = Stream.of(
                "| session | attributes | first request | small one read | small one changed | one value read | all changed | logout |\n",
                "| --- | --- | --- | --- | --- | --- | --- | --- |\n");
        Stream<String> rows = all.stream()
                .map(costs -> "| " + costs.kb() + " KB | " + costs.count() + " | "
                        + costs.all().stream().map(cell).collect(Collectors.joining(" | ")) + " |\n");
        return Stream.concat(head, rows).collect(Collectors.joining());
    }

    private static String nodes(List<GrowingSessions.Turns> all) {
        return all.stream()
                .map(turns -> "| " + turns.nodes() + " | " + turns.read().calls() + ": "
                        + turns.read().units() + " | " + turns.changed().calls() + ": "
                        + turns.changed().units() + " |\n")
                .collect(Collectors.joining(
                        "", "| nodes | all values read | one value changed |\n| --- | --- | --- |\n", ""));
    }
}
