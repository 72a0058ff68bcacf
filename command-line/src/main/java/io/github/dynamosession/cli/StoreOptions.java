package io.github.dynamosession.cli;

import io.github.dynamosession.store.InvalidConfigurationException;
import io.github.dynamosession.store.SessionStoreConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where the table is: options of the names of the properties that nodes have. */
class StoreOptions {

    @Option(
            names = "--table-name",
            paramLabel = "NAME",
            description = "The table, by name or ARN; by default ${DEFAULT-VALUE}.")
    private String tableName = "http-sessions";

    @Option(names = "--region", paramLabel = "REGION", description = "AWS Region, such as eu-central-1.")
    private Optional<String> region = Optional.empty();

    @Option(names = "--endpoint", paramLabel = "URI", description = "DynamoDB Local or a VPC endpoint.")
    private Optional<String> endpoint = Optional.empty();

    /** @throws ParameterException if an option breaks the rule of its property */
    final SessionStoreConfig config(CommandSpec command, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(more);
        properties.put("tableName", tableName);
        region.ifPresent(value -> properties.put("region", value));
        endpoint.ifPresent(value -> properties.put("endpoint", value));
        properties.put("callTimeout", "PT15S"); // the first call of a process is a slow one
        properties.put("attemptTimeout", "PT5S");
        try {
            return SessionStoreConfig.of(properties);
        } catch (InvalidConfigurationException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
