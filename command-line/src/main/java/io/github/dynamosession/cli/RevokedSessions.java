package io.github.dynamosession.cli;

import io.github.dynamosession.store.UserSession;
import io.github.dynamosession.store.UserSessions;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which of a user's sessions are to end: one of the three must be said, so that nobody ends all by leaving out a word. */
final class RevokedSessions {

    @Option(names = "--all", description = "All sessions of the user.")
    private boolean all;

    @Option(names = "--except", paramLabel = "HANDLE", description = "All sessions of the user but this one.")
    private Optional<String> except = Optional.empty();

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "HANDLE",
            description = "Sessions as \"user sessions\" lists them.")
    private List<String> handles = List.of();

    /** How many it has ended. */
    int revoke(UserSessions sessions, String user) {
        if (all) {
            return sessions.revokeAll(user);
        }
        List<String> wanted =
                except.map(spared -> others(sessions, user, spared)).orElse(handles);
        return (int)
                wanted.stream().filter(handle -> sessions.revoke(user, handle)).count();
    }

    /** Tells whether sessions were named that did not end. */
    boolean isShort(int revoked) {
        return revoked < handles.size();
    }

    /** None if there is no session to spare: a handle with a typing error must not end it. */
    private static List<String> others(UserSessions sessions, String user, String spared) {
        List<String> found =
                sessions.find(user).stream().map(UserSession::handle).toList();
        return found.contains(spared)
                ? found.stream().filter(handle -> !handle.equals(spared)).toList()
                : List.of();
    }
}
