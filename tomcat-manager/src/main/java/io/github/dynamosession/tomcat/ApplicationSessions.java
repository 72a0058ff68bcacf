package io.github.dynamosession.tomcat;

import io.github.dynamosession.node.NodeSessions;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionTimes;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.catalina.Context;

/**
 * The living sessions of the whole application, on whatever node they are in use: for operators, and for Tomcat, which
 * undeploys an old version of an application when it has none. Those that are {@linkplain LivingSessions found}, and those
 * in use on this node.
 */
final class ApplicationSessions {

    private final LivingSessions stored;
    private final SessionsInUse inUse;
    private final SessionStore store;

    ApplicationSessions(Context context, SessionsInUse inUse, NodeSessions node) {
        this.stored = LivingSessions.of(context, node);
        this.inUse = inUse;
        this.store = node.store();
    }

    /** Some hundreds of them, those that expire first, and those in use on this node. */
    Set<SessionKey> keys() {
        Set<SessionKey> keys = new LinkedHashSet<>(stored.some());
        inUse.all().forEach(session -> keys.add(session.key()));
        return keys;
    }

    Optional<SessionTimes> timesOf(SessionKey key) {
        return store.findTimes(key);
    }

    /** Ends a session without its id, be it in use on this node or not. */
    void end(SessionKey key) {
        inUse.of(key).ifPresentOrElse(DynamoDbSession::expire, () -> store.revoke(key, Optional.empty()));
    }

    /** The same as {@link LivingSessions#count}, but at least as many as are in use on this node. */
    int count() {
        int found = stored.count();
        return found == LivingSessions.UNKNOWN
                ? found
                : Math.max(found, inUse.all().size());
    }
}
