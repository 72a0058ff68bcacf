package io.github.dynamosession.cli;

import io.github.dynamosession.cli.document.Documents;
import io.github.dynamosession.node.users.StoredUserSessions;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.UserSession;
import io.github.dynamosession.store.dynamodb.DynamoDbSessionStore;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "user",
        description = "Lists and ends the sessions of a user.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class UserCommand {

    static final String NAME = "The user's name, as the application logs it in.";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            description =
                    "Lists a user's sessions, those created first in front: handle, creation, last access as far as the"
                            + " table knows, and when it expires if it is not used until then.",
            mixinStandardHelpOptions = true)
    int sessions(
            @Mixin ApplicationOptions options,
            @Mixin OutputOption output,
            @Parameters(paramLabel = "NAME", description = NAME) String name) {
        return with(options, sessions -> {
            List<UserSession> found = sessions.find(name);
            output.print(spec, Documents.sessions(found), out -> print(found, out));
            return found.isEmpty() ? refuse("no sessions of " + name) : 0;
        });
    }

    private static void print(List<UserSession> found, PrintWriter out) {
        if (found.isEmpty()) {
            return;
        }
        Columns columns = new Columns().row("HANDLE", "CREATED", "LAST-ACCESSED", "EXPIRES");
        found.forEach(session -> columns.row(
                session.handle(),
                session.creationTime().toString(),
                session.lastAccessedTime().toString(),
                session.expiresAt().map(Instant::toString).orElse("never")));
        columns.print(out);
    }

    @Command(
            description =
                    "Ends sessions of a user, at once and on all nodes: those of the given handles, all, or all but one.",
            customSynopsis = {
                "dynamosession user revoke [OPTION...] NAME --all",
                "       dynamosession user revoke [OPTION...] NAME --except=HANDLE",
                "       dynamosession user revoke [OPTION...] NAME HANDLE..."
            },
            mixinStandardHelpOptions = true)
    int revoke(@Mixin ApplicationOptions options, @Mixin OutputOption output, @Mixin RevokedSessions which) {
        which.check(spec);
        return with(options, sessions -> {
            int revoked = which.revoke(sessions);
            output.print(spec, Documents.revoked(revoked), out -> Documents.printRevoked(revoked, out));
            if (revoked == 0) {
                return refuse("no such session of " + which.user());
            }
            return which.isShort(revoked) ? refuse("the other handles are no sessions of " + which.user()) : 0;
        });
    }

    private int with(ApplicationOptions options, ToIntFunction<StoredUserSessions> action) {
        var config = options.config(spec);
        try (SessionStore store = DynamoDbSessionStore.connect(config)) {
            return action.applyAsInt(StoredUserSessions.of(store, config));
        }
    }

    private int refuse(String message) {
        CommandLineTool.tell(spec.commandLine(), message);
        return 1;
    }
}
