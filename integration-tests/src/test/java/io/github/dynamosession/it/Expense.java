package io.github.dynamosession.it;

import static org.awaitility.Awaitility.await;

import io.github.dynamosession.it.wire.WireCall;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;

/**
 * What one request cost: calls and bytes as they passed the wire, units as DynamoDB reported them.
 *
 * @param bytes of the bodies of requests and answers
 */
record Expense(int calls, double readUnits, double writeUnits, int bytes) {

    static Expense of(WiredNode node, String path, Browser browser, String... steps) {
        return measure(
                node, path.split("/")[1], () -> browser.get(node, path, steps).ok());
    }

    /** The same for a request that touches, which it does after the last byte. */
    static Expense ofTouch(WiredNode node, Browser browser, String... steps) {
        WiredNode.makeTouchDue(browser);
        return measure(node, "app", () -> {
            Units before = Units.of(node, "app");
            browser.on(node, steps).ok();
            await().until(() -> Units.of(node, "app").written() > before.written());
        });
    }

    private static Expense measure(WiredNode node, String application, Runnable request) {
        Units before = Units.of(node, application);
        node.wire().forgetCalls();
        request.run();
        Units after = Units.of(node, application);
        List<WireCall> calls = node.wire().calls();
        return new Expense(
                calls.size(),
                after.read() - before.read(),
                after.written() - before.written(),
                calls.stream().mapToInt(WireCall::bytes).sum());
    }

    /** DynamoDB Local reports one item of a transaction, whatever their number; DynamoDB bills each of the two. */
    Expense withBothItemsOfTransaction() {
        return new Expense(calls, readUnits, 2 * writeUnits, bytes);
    }

    String units() {
        String read = readUnits == 0 ? "" : number(readUnits) + " R";
        String write = writeUnits == 0 ? "" : number(writeUnits) + " W";
        String both = (read + " " + write).strip();
        return both.isEmpty() ? "0" : both;
    }

    String kilobytes() {
        return number(bytes / 1024.0) + " KB";
    }

    private static String number(double value) {
        return new DecimalFormat("0.#", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }

    private record Units(double read, double written) {

        static Units of(WiredNode node, String application) {
            Answer stats = node.controlOf(application, "stats").ok();
            return new Units(
                    number(stats, "StoreReadUnits") - number(stats, "StoreExpiryReadUnits"),
                    number(stats, "StoreWriteUnits") - number(stats, "StoreExpiryWriteUnits"));
        }

        private static double number(Answer stats, String name) {
            return Double.parseDouble(stats.of(name));
        }
    }
}
