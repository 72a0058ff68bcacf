package io.github.dynamosession.it;

import java.util.EnumMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What each kind of request costs at each size of session, as the documentation prints it. */
record CostTable(Map<RequestKind, List<Expense>> expenses) {

    private static final List<Integer> SIZES_KB = List.of(1, 4, 10, 50, 200);

    static CostTable measuredOn(WiredNode node) {
        Map<RequestKind, List<Expense>> expenses = new EnumMap<>(RequestKind.class);
        for (RequestKind kind : RequestKind.values()) {
            expenses.put(
                    kind,
                    SIZES_KB.stream().map(kb -> kind.measure(node, kb * 1024)).toList());
        }
        return new CostTable(expenses);
    }

    String markdown() {
        return table("request | calls", row -> calls(row) + " | ", Expense::units)
                + "\nBytes of the calls' bodies, there and back:\n\n"
                + table("request", row -> "", Expense::kilobytes);
    }

    private String table(String head, Function<List<Expense>, String> perKind, Function<Expense, String> cell) {
        String sizes = SIZES_KB.stream().map(kb -> kb + " KB").collect(Collectors.joining(" | "));
        String header = "| " + head + " | " + sizes + " |\n";
        String rule = header.strip().substring(1).replaceAll("[^|]+", " --- ");
        return header + "|" + rule + "\n"
                + expenses.entrySet().stream()
                        .map(row -> "| " + row.getKey() + " | " + perKind.apply(row.getValue())
                                + row.getValue().stream().map(cell).collect(Collectors.joining(" | ")) + " |\n")
                        .collect(Collectors.joining());
    }

    /** A large value is a call more. */
    private static String calls(List<Expense> row) {
        IntSummaryStatistics calls = row.stream().mapToInt(Expense::calls).summaryStatistics();
        return calls.getMin() == calls.getMax() ? "" + calls.getMin() : calls.getMin() + " or " + calls.getMax();
    }
}
