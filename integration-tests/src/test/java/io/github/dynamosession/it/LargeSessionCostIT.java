package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.cluster.document.Document;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The part of {@code docs/cost.md} on large sessions is true: what values in items of their own save. */
final class LargeSessionCostIT {

    private static final List<Integer> SIZES_KB = List.of(1, 2, 4, 8, 16, 32, 64, 128, 256, 370, 1024, 2048);
    private static final List<Integer> BUDGETS = List.of(1024, 2048, 4096, 8192, 16_384, 65_536);

    /** Whole sessions in their item, as far as DynamoDB takes them. */
    private static final int ALL_INLINE = 389_120;

    private static final int DEFAULT = 4096;

    private final SizedSessions sessions =
            new SizedSessions(DynamoDbLocal.shared().endpoint());

    @Test
    void theTablesAreTrue() throws IOException {
        List<SizedSessions.Costs> inline = SIZES_KB.stream()
                .filter(kb -> kb * 1024 < ALL_INLINE)
                .map(kb -> sessions.costs(kb * 1024, ALL_INLINE))
                .toList();
        List<SizedSessions.Costs> byDefault = measured(DEFAULT);

        assertThat(byDefault.get(SIZES_KB.size() - 1).mixed())
                .isLessThan(inline.get(inline.size() - 1).mixed() / 10);
        Document.COST.requirePart(LargeSessionCostIT.class, "before and after", beforeAndAfter(inline, byDefault));
        Document.COST.requirePart(LargeSessionCostIT.class, "plot", plot(inline, byDefault));
        Document.COST.requirePart(LargeSessionCostIT.class, "budgets", budgets());
    }

    private List<SizedSessions.Costs> measured(int budget) {
        return SIZES_KB.stream().map(kb -> sessions.costs(kb * 1024, budget)).toList();
    }

    private static String beforeAndAfter(List<SizedSessions.Costs> inline, List<SizedSessions.Costs> byDefault) {
        List<String> rows = new ArrayList<>();
        rows.add(
                "| session | small attribute read | small one changed | large one read | large one changed | created | ended |");
        rows.add("| --- | --- | --- | --- | --- | --- | --- |");
        IntStream.range(0, SIZES_KB.size()).forEach(i -> {
            if (i < inline.size()) {
                rows.add(row(SIZES_KB.get(i) + " KB, all in its item", inline.get(i)));
            }
            rows.add(row(SIZES_KB.get(i) + " KB", byDefault.get(i)));
        });
        return String.join("\n", rows) + "\n";
    }

    private static String row(String name, SizedSessions.Costs costs) {
        return "| " + name + " | "
                + costs.all().stream().map(SizedSessions.Cost::toString).collect(Collectors.joining(" | ")) + " |";
    }

    private String budgets() {
        List<String> rows = new ArrayList<>();
        List<Integer> sizes = List.of(2, 4, 8, 16, 64, 256);
        rows.add(
                "| `inlineBudget` | " + sizes.stream().map(kb -> kb + " KB").collect(Collectors.joining(" | ")) + " |");
        rows.add("| --- |" + " --- |".repeat(sizes.size()));
        for (int budget : BUDGETS) {
            rows.add("| " + budget + " | "
                    + sizes.stream()
                            .map(kb -> sessions.costs(kb * 1024, budget))
                            .map(costs -> rounded(costs.mixed()))
                            .collect(Collectors.joining(" | "))
                    + " |");
        }
        return String.join("\n", rows) + "\n";
    }

    /** A chart that needs no picture: the hosts of repositories draw it. */
    private static String plot(List<SizedSessions.Costs> inline, List<SizedSessions.Costs> byDefault) {
        Function<List<SizedSessions.Costs>, String> line =
                costs -> costs.stream().map(each -> rounded(each.mixed())).collect(Collectors.joining(", ", "[", "]"));
        String sizes = SIZES_KB.stream().map(kb -> "\"" + kb + " KB\"").collect(Collectors.joining(", ", "[", "]"));
        return """
                ```mermaid
                xychart-beta
                    title "Cost of an average request, in units of a read of 4 KB"
                    x-axis "session" %s
                    y-axis "R (a W counts 5)" 0 --> 200
                    line "all in its item" %s
                    line "default" %s
                ```
                """.formatted(sizes, line.apply(inline), line.apply(byDefault));
    }

    private static String rounded(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
