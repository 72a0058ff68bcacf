package io.github.dynamosession.tomcat;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.dynamosession.node.NodeSessions;
import io.github.dynamosession.store.Loggers;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.StoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.catalina.Context;
import org.apache.catalina.core.StandardHost;

/**
 * The living sessions of an application that are stored: as many as a bounded number of queries finds, and only if sessions
 * are stored with expiry events.
 */
final class LivingSessions {

    /** What Tomcat is told of a number that cannot be told; it undeploys nothing for it. */
    static final int UNKNOWN = -1;

    private static final Logger LOG = Loggers.of(LivingSessions.class);

    private static final int LISTED_OF_A_SHARD = 50;
    private static final int COUNTED_OF_A_SHARD = 250;
    private static final Duration COUNT_IS_KEPT = Duration.ofMinutes(1);

    private record Count(int number, Instant at) {}

    private final Context context;
    private final SessionStore store;
    private final Clock clock;
    private final boolean indexed;

    @GuardedBy("this")
    private Optional<Count> last = Optional.empty();

    private LivingSessions(Context context, NodeSessions node) {
        this.context = context;
        this.store = node.store();
        this.clock = node.clock();
        this.indexed = node.config().expiryEvents();
    }

    static LivingSessions of(Context context, NodeSessions node) {
        if (!node.config().expiryEvents() && waitsForItsLastSession(context)) {
            LOG.log(
                    Level.WARNING,
                    "{0} stays deployed until you undeploy it, whatever undeployOldVersions says: with"
                            + " expiryEvents=false its sessions cannot be counted",
                    context.getName());
        }
        return new LivingSessions(context, node);
    }

    private static boolean waitsForItsLastSession(Context context) {
        return !context.getWebappVersion().isEmpty()
                && context.getParent() instanceof StandardHost host
                && host.getUndeployOldVersions();
    }

    /**
     * How many there are, two thousand if there are more, or {@link #UNKNOWN}. A number may be a minute old, but none is
     * not: it may be the end of a version.
     */
    synchronized int count() {
        if (!indexed || context.getSessionTimeout() <= 0) { // sessions that never expire are not found
            return UNKNOWN;
        }
        Instant now = clock.instant();
        Optional<Count> fresh =
                last.filter(count -> count.at().plus(COUNT_IS_KEPT).isAfter(now));
        return fresh.map(Count::number).orElseGet(() -> countAt(now));
    }

    @GuardedBy("this")
    private int countAt(Instant now) {
        try {
            int number = find(COUNTED_OF_A_SHARD).size();
            last = Optional.of(new Count(number, now)).filter(count -> count.number() > 0);
            return number;
        } catch (StoreException e) {
            LOG.log(Level.WARNING, "sessions cannot be counted: {0}", e.getMessage());
            last = Optional.of(new Count(UNKNOWN, now));
            return UNKNOWN;
        }
    }

    /** The next {@link #count} is a new one: sessions have ended on this node. */
    synchronized void countAnew() {
        last = Optional.empty();
    }

    /** Some hundreds of them, those that expire first. */
    Set<SessionKey> some() {
        return indexed ? find(LISTED_OF_A_SHARD) : Set.of();
    }

    private Set<SessionKey> find(int ofEachShard) {
        Set<SessionKey> found = new LinkedHashSet<>();
        IntStream.range(0, SessionKey.SHARDS).forEach(shard -> found.addAll(store.findLiving(shard, ofEachShard)));
        return found;
    }
}
