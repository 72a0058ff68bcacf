package io.github.dynamosession.cli;

import io.github.dynamosession.cli.document.Documents;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.UserKey;
import io.github.dynamosession.store.dynamodb.DynamoDbSessionStore;
import io.github.dynamosession.store.dynamodb.SessionDescription;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntBiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "session",
        description = "Shows or ends one session.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class SessionCommand {

    private static final String HANDLE =
            "As \"user sessions\" lists it: 43 characters. Logs name a session by the first eight of them.";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            description = "Shows times, user and sizes of a session; never what it holds.",
            mixinStandardHelpOptions = true)
    int show(
            @Mixin ApplicationOptions options,
            @Mixin OutputOption output,
            @Parameters(paramLabel = "HANDLE", description = HANDLE) String handle) {
        SessionStoreConfig config = options.config(spec);
        return with(config, handle, (store, key) -> store.describe(key)
                .map(session -> print(handle, session, config, output))
                .orElseGet(() -> refuse(handle)));
    }

    @Command(description = "Ends a session, whosever it is, at once and on all nodes.", mixinStandardHelpOptions = true)
    int revoke(
            @Mixin ApplicationOptions options,
            @Mixin OutputOption output,
            @Parameters(paramLabel = "HANDLE", description = HANDLE) String handle) {
        return with(options.config(spec), handle, (store, key) -> {
            if (!store.revoke(key, Optional.empty())) {
                return refuse(handle);
            }
            output.print(spec, Documents.revoked(1), out -> Documents.printRevoked(1, out));
            return 0;
        });
    }

    private int print(String handle, SessionDescription session, SessionStoreConfig config, OutputOption output) {
        output.print(
                spec, Documents.session(handle, session, config.userKeys()), out -> columns(handle, session, config)
                        .print(out));
        return 0;
    }

    private static Columns columns(String handle, SessionDescription session, SessionStoreConfig config) {
        Columns columns = new Columns()
                .row("handle", handle)
                .row("state", session.state().name().toLowerCase(Locale.ROOT))
                .row("user", session.user().map(user -> name(user, config)).orElse("none"))
                .row("created", session.times().creationTime().toString())
                .row("last-accessed", session.times().lastAccessedTime().toString())
                .row("max-inactive", session.times().maxInactiveInterval().toString())
                .row("expires", session.expiresAt().map(Instant::toString).orElse("-"))
                .row("version", Long.toString(session.version()))
                .row("item-bytes", Long.toString(session.itemBytes()));
        sizes(columns, "attribute-bytes", session.attributes());
        sizes(columns, "state-bytes", session.containerState());
        return columns;
    }

    private static String name(UserKey user, SessionStoreConfig config) {
        return config.userKeys().nameIn(user).orElse("hashed");
    }

    private static void sizes(Columns columns, String label, Map<String, Integer> sizes) {
        new TreeMap<>(sizes).forEach((name, bytes) -> columns.row(label, "%7d  %s".formatted(bytes, name)));
    }

    private int with(
            SessionStoreConfig config, String handle, ToIntBiFunction<DynamoDbSessionStore, SessionKey> action) {
        RevokedSessions.requireHandle(spec, handle);
        try (DynamoDbSessionStore store = DynamoDbSessionStore.connect(config)) {
            return action.applyAsInt(store, SessionKey.ofPartitionKey(handle));
        }
    }

    private int refuse(String handle) {
        CommandLineTool.tell(spec.commandLine(), "no session " + handle);
        return 1;
    }
}
