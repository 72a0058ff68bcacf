package io.github.dynamosession.cli;

import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.dynamodb.DynamoDbSessionStore;
import io.github.dynamosession.store.dynamodb.TableStream;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "table",
        description = "Makes or checks the table.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class TableCommand {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            description =
                    "Creates the table with its indexes and TTL, billed on demand, if it is not there; checks it if it is.",
            mixinStandardHelpOptions = true)
    int create(
            @Mixin StoreOptions options,
            @Option(
                            names = "--stream",
                            description =
                                    "Turns the table's stream on, too, for an audit; who reads it reads what sessions hold.")
                    boolean stream) {
        return prepare(options, true, stream);
    }

    @Command(
            description =
                    "Tells whether nodes can keep sessions in the table: its keys, indexes and TTL; and whether its stream is on.",
            mixinStandardHelpOptions = true)
    int check(@Mixin StoreOptions options) {
        return prepare(options, false, false);
    }

    private int prepare(StoreOptions options, boolean create, boolean stream) {
        SessionStoreConfig config = options.config(
                spec, Map.of("createTable", String.valueOf(create), "applicationName", "of no application"));
        DynamoDbSessionStore.prepareTable(config, "run " + CommandLineTool.NAME + " table create");
        spec.commandLine().getOut().println("table " + config.tableName() + " is as sessions need it");
        spec.commandLine().getOut().println(stream(config, stream));
        return 0;
    }

    private static String stream(SessionStoreConfig config, boolean wanted) {
        try (TableStream stream = TableStream.of(config)) {
            if (wanted) {
                stream.enable();
            }
            return stream.arn().map(arn -> "its stream is on: " + arn).orElse("its stream is off");
        }
    }
}
