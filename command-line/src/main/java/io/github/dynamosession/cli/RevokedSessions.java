package io.github.dynamosession.cli;

import io.github.dynamosession.node.users.StoredUserSessions;
import io.github.dynamosession.store.SessionKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Which of a user's sessions are to end: one of the three must be said, so that nobody ends all by leaving out a word. */
final class RevokedSessions {

    @Parameters(index = "0", paramLabel = "NAME", description = UserCommand.NAME)
    private String user = "";

    @Option(names = "--all", description = "All sessions of the user.")
    private boolean all;

    @Option(names = "--except", paramLabel = "HANDLE", description = "All sessions of the user but this one.")
    private Optional<String> except = Optional.empty();

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "HANDLE",
            description = "Sessions as \"user sessions\" lists them.")
    private List<String> handles = List.of();

    /** @throws ParameterException if not one of the three is said, or not in a way that names sessions */
    void check(CommandSpec command) {
        long said = Stream.of(all, except.isPresent(), !handles.isEmpty())
                .filter(isSaid -> isSaid)
                .count();
        if (said != 1) {
            throw new ParameterException(command.commandLine(), "say one of HANDLE..., --except=HANDLE, --all");
        }
        Stream.concat(except.stream(), handles.stream()).forEach(handle -> requireHandle(command, handle));
    }

    /** @throws ParameterException for what no session has for a handle */
    static void requireHandle(CommandSpec command, String handle) {
        if (!SessionKey.isPartitionKey(handle)) {
            throw new ParameterException(
                    command.commandLine(), "a handle has 43 characters of A-Z a-z 0-9 - _, unlike " + handle);
        }
    }

    String user() {
        return user;
    }

    /** How many it has ended. */
    int revoke(StoredUserSessions sessions) {
        if (all) {
            return sessions.revokeAll(user);
        }
        if (except.isPresent()) {
            return sessions.revokeAllButHandle(user, except.get());
        }
        return (int)
                handles.stream().filter(handle -> sessions.revoke(user, handle)).count();
    }

    /** Tells whether sessions were named that did not end. */
    boolean isShort(int revoked) {
        return revoked < handles.size();
    }
}
