package io.github.dynamosession.it;

import static org.awaitility.Awaitility.await;

import io.github.dynamosession.it.wire.WireCall;
import java.util.List;

/**
 * What one request cost: calls and bytes as they passed the wire, units as DynamoDB reported them.
 *
 * @param bytes of the bodies of requests and answers
 */
record Expense(int calls, double readUnits, double writeUnits, int bytes) {

    static Expense of(WiredNode node, String path, Browser browser, String... steps) {
        Counts before = Counts.of(node, path);
        node.wire().forgetCalls();
        browser.get(node, path, steps).ok();
        if (path.equals(WiredNode.TOUCHED)) {
            // written after the last byte
            await().until(() -> Counts.of(node, path).touches() > before.touches());
        }
        Counts after = Counts.of(node, path);
        List<WireCall> calls = node.wire().calls();
        return new Expense(
                calls.size(),
                after.readUnits() - before.readUnits(),
                after.writeUnits() - before.writeUnits(),
                calls.stream().mapToInt(WireCall::bytes).sum());
    }

    private record Counts(long touches, double readUnits, double writeUnits) {

        static Counts of(WiredNode node, String path) {
            String application = path.substring(0, path.indexOf('/', 1));
            Answer stats = new Browser()
                    .get(node, application + "/ignored/do", "stats")
                    .ok();
            return new Counts(
                    Long.parseLong(stats.of("storeTouches")),
                    Double.parseDouble(stats.of("storeReadUnits")),
                    Double.parseDouble(stats.of("storeWriteUnits")));
        }
    }
}
