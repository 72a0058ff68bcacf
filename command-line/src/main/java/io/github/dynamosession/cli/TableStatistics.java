package io.github.dynamosession.cli;

import io.github.dynamosession.cli.document.Documents;
import io.github.dynamosession.store.dynamodb.TableSample;
import io.github.dynamosession.store.dynamodb.TableSample.Estimate;
import io.github.dynamosession.store.dynamodb.TableSample.Figure;
import io.github.dynamosession.store.dynamodb.TableSample.Reading;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * What a sample of the table tells, for people and for programs.
 *
 * @param table its name
 */
record TableStatistics(String table, TableSample sample) {

    Map<String, Object> document() {
        Reading reading = sample.reading();
        return Documents.object(
                "table", table,
                "status", sample.status(),
                "read",
                        Documents.object(
                                "whole", reading.isWhole(),
                                "segments", reading.segments(),
                                "segmentsRead", reading.segmentsRead(),
                                "pages", reading.pages(),
                                "items", reading.items(),
                                "readUnits", reading.readUnits()),
                "totals", totals(),
                "users", Documents.object("seen", sample.users(), "exact", reading.isWhole()),
                "oldestWaiting", sample.oldestEnd(),
                "sessionBytes",
                        sample.sizes()
                                .map(sizes -> Documents.object(
                                        "median", sizes.median(), "p99", sizes.p99(), "largest", sizes.largest())));
    }

    private Map<String, Object> totals() {
        Map<String, Object> totals = Documents.object();
        sample.totals()
                .forEach((figure, estimate) -> totals.put(
                        nameOf(figure),
                        Documents.object(
                                "total",
                                Math.round(estimate.total()),
                                "margin",
                                estimate.margin().map(margin -> (long) Math.ceil(margin)))));
        return totals;
    }

    /** In the manner of the other names. */
    private static String nameOf(Figure figure) {
        String[] words = figure.name().toLowerCase(Locale.ROOT).split("_");
        StringBuilder name = new StringBuilder(words[0]);
        for (int word = 1; word < words.length; word++) {
            name.append(words[word].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[word].substring(1));
        }
        return name.toString();
    }

    Columns columns() {
        Reading reading = sample.reading();
        Columns columns = new Columns()
                .row("table", table + ", " + sample.status().toLowerCase(Locale.ROOT))
                .row(
                        "read",
                        "%s: %d of %d segments, %d pages, %d items, %.1f read units"
                                .formatted(
                                        reading.isWhole() ? "all" : "a sample",
                                        reading.segmentsRead(),
                                        reading.segments(),
                                        reading.pages(),
                                        reading.items(),
                                        reading.readUnits()));
        sample.totals().forEach((figure, estimate) -> columns.row(labelOf(figure), told(estimate)));
        columns.row("users", (reading.isWhole() ? "" : "at least ") + sample.users());
        sample.oldestEnd().map(Instant::toString).ifPresent(end -> columns.row("oldest-waiting", end));
        sample.sizes()
                .ifPresent(sizes -> columns.row(
                        "session-bytes",
                        "median %d, p99 %d, largest %d".formatted(sizes.median(), sizes.p99(), sizes.largest())));
        return columns;
    }

    private static String labelOf(Figure figure) {
        return figure.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String told(Estimate estimate) {
        long total = Math.round(estimate.total());
        return estimate.margin()
                .map(margin -> margin == 0 ? Long.toString(total) : "%d +- %.0f".formatted(total, Math.ceil(margin)))
                .orElseGet(() -> total + ", roughly");
    }
}
