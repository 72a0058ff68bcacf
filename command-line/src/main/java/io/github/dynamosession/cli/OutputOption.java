package io.github.dynamosession.cli;

import io.github.dynamosession.cli.json.Json;
import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How a command tells what it has found or done: for people, or as one JSON document. */
final class OutputOption {

    /** What is printed. */
    enum Format {
        table,
        json
    }

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}; by default ${DEFAULT-VALUE}. JSON is one document in one line.")
    private Format format = Format.table;

    /**
     * Prints the one or the other.
     *
     * @param document its names stay what they are: docs/operations.md has them
     */
    void print(CommandSpec command, Map<String, ?> document, Consumer<PrintWriter> table) {
        PrintWriter out = command.commandLine().getOut();
        if (format == Format.json) {
            out.println(Json.of(document));
        } else {
            table.accept(out);
        }
        out.flush();
    }
}
