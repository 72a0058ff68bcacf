package io.github.dynamosession.cli;

import io.github.dynamosession.store.SessionStoreConfig;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Whose sessions in the table. */
final class ApplicationOptions extends StoreOptions {

    @Option(
            names = "--application-name",
            paramLabel = "NAME",
            required = true,
            description =
                    "As nodes have it: the property applicationName, by default the context path, such as /shop. A"
                            + " node's log tells it when the application starts.")
    private String applicationName = "";

    @Option(
            names = "--user-index-key",
            paramLabel = "REFERENCE",
            description =
                    "Where the key is that names of users are hashed with, as the property userIndexKey of the nodes:"
                            + " env:NAME or file:/path. Without it names are as they are.")
    private Optional<String> userIndexKey = Optional.empty();

    SessionStoreConfig config(CommandSpec command) {
        return config(command, Map.of("applicationName", applicationName, "userIndexKey", userIndexKey.orElse("")));
    }
}
