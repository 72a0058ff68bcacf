package io.github.dynamosession.cli;

import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.dynamodb.DynamoDbSessionStore;
import io.github.dynamosession.store.dynamodb.TableStream;
import io.github.dynamosession.store.dynamodb.TableSurvey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "table",
        description = "Makes or checks the table, and tells what is in it.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class TableCommand {

    private static final String NO_APPLICATION = "of no application";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            description =
                    "Creates the table with its indexes and TTL, billed on demand, if it is not there; checks it if it is.",
            mixinStandardHelpOptions = true)
    int create(
            @Mixin StoreOptions options,
            @Mixin OutputOption output,
            @Option(
                            names = "--stream",
                            description =
                                    "Turns the table's stream on, too, for an audit; who reads it reads what sessions hold.")
                    boolean stream) {
        return prepare(options, output, true, stream);
    }

    @Command(
            description =
                    "Tells whether nodes can keep sessions in the table: its keys, indexes and TTL; and whether its stream is on.",
            mixinStandardHelpOptions = true)
    int check(@Mixin StoreOptions options, @Mixin OutputOption output) {
        return prepare(options, output, false, false);
    }

    @Command(
            description = {
                "Tells how many sessions there are, their sizes, and what waits to be ended, from a part of the table that"
                        + " is chosen at random. It never tells what sessions hold.",
                "In 95 of 100 samples the true number is within the margin that is told (+-). IAM actions:"
                        + " dynamodb:DescribeTable, Scan."
            },
            mixinStandardHelpOptions = true)
    int stats(
            @Mixin StoreOptions options,
            @Mixin OutputOption output,
            @Option(
                            names = "--limit",
                            paramLabel = "PAGES",
                            defaultValue = "20",
                            description =
                                    "Calls at most; each reads up to a megabyte and takes up to 128 read units. By"
                                            + " default ${DEFAULT-VALUE}.")
                    int limit) {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit=" + limit + " must be >= 1");
        }
        SessionStoreConfig config = options.config(spec, Map.of("applicationName", NO_APPLICATION));
        TableStatistics statistics = new TableStatistics(config.tableName(), TableSurvey.sample(config, limit));
        output.print(spec, statistics.document(), out -> statistics.columns().print(out));
        if (statistics.sample().totals().isEmpty()) {
            CommandLineTool.tell(spec.commandLine(), "no part of the table fits into so few pages; raise --limit");
            return 1;
        }
        return 0;
    }

    private int prepare(StoreOptions options, OutputOption output, boolean create, boolean withStream) {
        SessionStoreConfig config =
                options.config(spec, Map.of("createTable", String.valueOf(create), "applicationName", NO_APPLICATION));
        DynamoDbSessionStore.prepareTable(config, "run " + CommandLineTool.NAME + " table create");
        Optional<String> stream = stream(config, withStream);
        Map<String, Object> document = new LinkedHashMap<>(Map.of("table", config.tableName()));
        stream.ifPresent(arn -> document.put("stream", arn));
        output.print(spec, document, out -> {
            out.println("table " + config.tableName() + " is as sessions need it");
            out.println(stream.map(arn -> "its stream is on: " + arn).orElse("its stream is off"));
        });
        return 0;
    }

    private static Optional<String> stream(SessionStoreConfig config, boolean wanted) {
        try (TableStream stream = TableStream.of(config)) {
            if (wanted) {
                stream.enable();
            }
            return stream.arn();
        }
    }
}
