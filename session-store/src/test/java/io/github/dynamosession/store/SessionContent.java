package io.github.dynamosession.store;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A session with its bytes as text, so that two can be compared and a difference can be read. */
public record SessionContent(
        long version,
        SessionTimes times,
        Map<String, String> attributes,
        Map<String, String> containerState,
        Optional<UserKey> user,
        Optional<String> identity) {

    public static SessionContent of(StoredSession session) {
        return new SessionContent(
                session.version(),
                session.times(),
                texts(session.attributes()),
                texts(session.containerState()),
                session.user(),
                session.identity().map(Sessions::text));
    }

    private static Map<String, String> texts(Map<String, byte[]> values) {
        return values.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> Sessions.text(entry.getValue()), (a, b) -> a, TreeMap::new));
    }
}
