package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.DamagedSessionException;
import io.github.dynamosession.store.TouchPolicy;
import io.github.dynamosession.store.UserKey;
import io.github.dynamosession.store.dynamodb.SessionDescription.State;
import io.github.dynamosession.store.dynamodb.TableSample.Figure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What is in one segment of a table. */
final class SegmentTally {

    private final Instant now;
    private final Map<Figure, Long> counts = new EnumMap<>(Figure.class);
    private final List<Long> sizes = new ArrayList<>();
    private final Set<UserKey> users = new HashSet<>();
    private Optional<Instant> oldestEnd = Optional.empty();
    private long items;

    SegmentTally(Instant now) {
        this.now = now;
    }

    void add(Map<String, AttributeValue> item) {
        items++;
        if (item.containsKey(SessionTable.CREATED)) {
            addSession(item);
        } else if (item.containsKey(SessionTable.LOGINS)) {
            count(Figure.RECENT_LOGIN_ITEMS, 1);
        } else if (item.containsKey(LargeValueItems.BYTES)) {
            count(Figure.LARGE_VALUE_ITEMS, 1);
        } else {
            count(Figure.OTHER_ITEMS, 1);
        }
    }

    private void addSession(Map<String, AttributeValue> item) {
        SessionItem session = new SessionItem("an item of the sample", item);
        SessionDescription description;
        try {
            description = session.describe(now);
        } catch (DamagedSessionException e) {
            count(Figure.OTHER_ITEMS, 1);
            return;
        }
        count(Figure.SESSIONS, 1);
        sizes.add(description.itemBytes());
        count(Figure.LARGE_VALUES, session.references().size());
        description.user().ifPresent(user -> {
            count(Figure.WITH_USER, 1);
            users.add(user);
        });
        if (description.state() == State.LIVING) {
            return;
        }
        if (item.containsKey(SessionTable.SHARD)) {
            count(Figure.WAITING, 1);
            Optional.ofNullable(item.get(SessionTable.TTL))
                    .map(AttributeValue::n)
                    .ifPresent(this::endedBefore);
        } else {
            count(Figure.LEFT_TO_TTL, 1);
        }
    }

    /** The one time that also a session has that was revoked. */
    private void endedBefore(String timeToLive) {
        Instant end = Instant.ofEpochSecond(Long.parseLong(timeToLive)).minus(TouchPolicy.GRACE);
        oldestEnd = oldestEnd.filter(other -> other.isBefore(end)).or(() -> Optional.of(end));
    }

    private void count(Figure figure, long number) {
        counts.merge(figure, number, Long::sum);
    }

    long count(Figure figure) {
        return counts.getOrDefault(figure, 0L);
    }

    long items() {
        return items;
    }

    List<Long> sizes() {
        return sizes;
    }

    Set<UserKey> users() {
        return users;
    }

    Optional<Instant> oldestEnd() {
        return oldestEnd;
    }
}
