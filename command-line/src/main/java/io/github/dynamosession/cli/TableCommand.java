package io.github.dynamosession.cli;

import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.dynamodb.DynamoDbSessionStore;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
    int create(@Mixin StoreOptions options) {
        return prepare(options, true);
    }

    @Command(
            description = "Tells whether nodes can keep sessions in the table: its keys, indexes and TTL.",
            mixinStandardHelpOptions = true)
    int check(@Mixin StoreOptions options) {
        return prepare(options, false);
    }

    private int prepare(StoreOptions options, boolean create) {
        SessionStoreConfig config = options.config(
                spec, Map.of("createTable", String.valueOf(create), "applicationName", "of no application"));
        DynamoDbSessionStore.prepareTable(config, "run " + CommandLineTool.NAME + " table create");
        spec.commandLine().getOut().println("table " + config.tableName() + " is as sessions need it");
        return 0;
    }
}
