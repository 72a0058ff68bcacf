package io.github.dynamosession.cli;

import io.github.dynamosession.store.Printable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of texts, aligned, with two spaces between columns. */
final class Columns {

    private final List<List<String>> rows = new ArrayList<>();

    Columns row(String... cells) {
        rows.add(List.of(cells).stream().map(Printable::of).toList());
        return this;
    }

    void print(PrintWriter out) {
        rows.forEach(row -> out.println(line(row).stripTrailing()));
        out.flush();
    }

    private String line(List<String> row) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> row.get(column)
                        + " ".repeat(width(column) - row.get(column).length()))
                .collect(Collectors.joining("  "));
    }

    private int width(int column) {
        return rows.stream()
                .filter(row -> row.size() > column)
                .mapToInt(row -> row.get(column).length())
                .max()
                .orElse(0);
    }
}
