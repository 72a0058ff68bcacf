package io.github.dynamosession.cli.console;

import io.github.dynamosession.cli.document.Documents;
import io.github.dynamosession.node.users.StoredUserSessions;
import io.github.dynamosession.store.DamagedSessionException;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.UserSession;
import io.github.dynamosession.store.dynamodb.DynamoDbSessionStore;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The sessions of the application: found, shown, and ended. */
final class SessionApi {

    /** Of each eighth of the application's sessions: all of these together cost some 50 reads. */
    private static final int LISTED_OF_A_SHARD = 6;

    private final SessionStoreConfig config;
    private final DynamoDbSessionStore store;
    private final StoredUserSessions users;
    private final Trail trail;

    SessionApi(SessionStoreConfig config, DynamoDbSessionStore store, Trail trail) {
        this.config = config;
        this.store = store;
        this.users = StoredUserSessions.of(store, config);
        this.trail = trail;
    }

    /** Of a user, or without a name those that expire first. */
    Map<String, Object> list(String operator, Optional<String> user) {
        List<UserSession> found = user.map(users::find).orElseGet(() -> expireFirst(operator));
        trail.add(
                operator,
                "looked at " + user.map(name -> "sessions of " + name).orElse("sessions that expire first") + ": "
                        + found.size());
        return Documents.sessions(found);
    }

    /** None of them lives for ever: the index has those that expire. */
    private List<UserSession> expireFirst(String operator) {
        return IntStream.range(0, SessionKey.SHARDS)
                .boxed()
                .flatMap(shard -> store.findLiving(shard, LISTED_OF_A_SHARD).stream())
                .flatMap(key -> readable(operator, key).stream())
                .sorted(Comparator.comparing(session -> session.expiresAt().orElseThrow()))
                .toList();
    }

    /** One that is damaged must not hide the others. */
    private Optional<UserSession> readable(String operator, SessionKey key) {
        try {
            return store.findTimes(key).map(times -> users.describe(key, times));
        } catch (DamagedSessionException e) {
            trail.add(operator, "a session is left out: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Everything but what it holds. */
    Map<String, Object> show(String operator, String handle) {
        requireHandle(handle);
        trail.add(operator, "looked at session " + handle);
        return store.describe(SessionKey.ofPartitionKey(handle))
                .map(session -> Documents.session(handle, session, config.userKeys()))
                .orElseThrow(() -> new Refusal(Refusal.NOT_FOUND, "no session " + handle));
    }

    /** One of: a handle, with or without its user; a user and all; a user and all but a handle. */
    Map<String, Object> revoke(String operator, ConsoleRequest request) {
        Optional<String> user = request.parameter("user");
        Optional<String> handle = request.parameter("handle");
        Optional<String> except = request.parameter("except");
        boolean all = request.parameter("all").filter("true"::equals).isPresent();
        long said = Stream.of(handle.isPresent(), except.isPresent(), all)
                .filter(is -> is)
                .count();
        if (said != 1 || (user.isEmpty() && handle.isEmpty())) {
            throw new Refusal(
                    Refusal.BAD_REQUEST,
                    "say one of handle=, user= and handle=, user= and except=, user= and all=true");
        }
        Stream.concat(handle.stream(), except.stream()).forEach(SessionApi::requireHandle);
        int revoked = revoke(user, handle, except);
        trail.add(operator, "ended " + revoked + " of " + what(user, handle, except));
        return Documents.revoked(revoked);
    }

    private int revoke(Optional<String> user, Optional<String> handle, Optional<String> except) {
        if (handle.isPresent()) {
            boolean ended = user.isPresent()
                    ? users.revoke(user.get(), handle.get())
                    : store.revoke(SessionKey.ofPartitionKey(handle.get()), Optional.empty());
            return ended ? 1 : 0;
        }
        return except.map(spared -> users.revokeAllButHandle(user.orElseThrow(), spared))
                .orElseGet(() -> users.revokeAll(user.orElseThrow()));
    }

    private static String what(Optional<String> user, Optional<String> handle, Optional<String> except) {
        String which = handle.map(one -> "session " + one)
                .or(() -> except.map(spared -> "all sessions but " + spared))
                .orElse("all sessions");
        return which + user.map(name -> " of " + name).orElse("");
    }

    private static void requireHandle(String handle) {
        if (!SessionKey.isPartitionKey(handle)) {
            throw new Refusal(Refusal.BAD_REQUEST, "a handle has 43 characters of A-Z a-z 0-9 - _");
        }
    }
}
