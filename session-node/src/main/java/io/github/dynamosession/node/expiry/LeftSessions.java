package io.github.dynamosession.node.expiry;

import io.github.dynamosession.store.SessionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Expired sessions that this node could not end. It leaves them alone for a while, so that they cost those behind them
 * nothing. Another node may end them meanwhile: then nobody asks for them again. Of one thread.
 */
final class LeftSessions {

    /** Some ten megabytes when full. Those that it has no room for are asked for in each round. */
    static final int MAX = 50_000;

    static final Duration LONGEST = Duration.ofHours(1);

    private record Pause(int failures, Instant until) {}

    private final Duration shortest;
    private final Map<SessionKey, Pause> pauses = new HashMap<>();

    /** @param shortest the pause that follows a second failure; each later one doubles it */
    LeftSessions(Duration shortest) {
        this.shortest = shortest;
    }

    boolean contain(SessionKey key, Instant now) {
        Pause pause = pauses.get(key);
        return pause != null && pause.until.isAfter(now);
    }

    /** Leaves a session that this node cannot read: trying again is of no use for long. */
    void leave(SessionKey key, Instant now) {
        put(key, new Pause(1, now.plus(LONGEST)));
    }

    /**
     * After one failure the next round tries again: it may have been the store's.
     *
     * @return whether it is the first one of this session
     */
    boolean failed(SessionKey key, Instant now) {
        int before = pauses.getOrDefault(key, new Pause(0, now)).failures;
        put(key, new Pause(before + 1, now.plus(pauseAfter(before))));
        return before == 0;
    }

    private Duration pauseAfter(int failures) {
        if (failures == 0) {
            return Duration.ZERO;
        }
        Duration doubled = shortest.multipliedBy(1L << Math.min(failures - 1, Integer.SIZE));
        return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }

    private void put(SessionKey key, Pause pause) {
        if (pauses.size() < MAX || pauses.containsKey(key)) {
            pauses.put(key, pause);
        }
    }

    /** Forgets those that were not asked for again, which somebody has ended. */
    void forgetOld(Instant now) {
        pauses.values().removeIf(pause -> pause.until.plus(LONGEST).isBefore(now));
    }
}
