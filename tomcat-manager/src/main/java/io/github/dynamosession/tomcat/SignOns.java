package io.github.dynamosession.tomcat;

import io.github.dynamosession.node.session.LocalSession;
import io.github.dynamosession.node.session.LocalSessions;
import io.github.dynamosession.node.users.ContainerLogin;
import io.github.dynamosession.node.values.ValueMap;
import io.github.dynamosession.node.values.ValueRules;
import io.github.dynamosession.store.ClaimedSession;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.dynamodb.DynamoDbSessionStore;
import io.github.dynamosession.store.payload.EncryptionKeys;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The entries of single sign-on: who is logged in, and in which sessions. They are stored as sessions are, in the scope of
 * an application of their own; the attributes of an entry are its sessions' keys, each with the name of the context. So two
 * nodes add sessions to one entry at once, and neither is lost.
 */
final class SignOns {

    /** Until the first session joins, which comes next. */
    private static final Duration FIRST_IDLE = Duration.ofMinutes(5);

    private static final Duration LEASE = Duration.ofSeconds(30);

    private final SessionStoreConfig config;
    private final SessionStore store;
    private final LocalSessions entries;

    private SignOns(
            SessionStoreConfig config, Optional<EncryptionKeys> keys, SessionStore store, ClassLoader noOnesOwn) {
        this.config = config;
        this.store = store;
        ValueRules rules = ValueRules.forContainerState(config, noOnesOwn, TomcatContainer.CONTAINER_CLASSES);
        this.entries = LocalSessions.of(store, config, keys, rules, rules, ContainerLogin.NONE);
    }

    /** @param libraries none of whose classes are allowed for being there, as those of an application are */
    static SignOns open(SessionStoreConfig config, ClassLoader libraries) {
        Optional<EncryptionKeys> keys = EncryptionKeys.open(config);
        SessionStore store = DynamoDbSessionStore.open(config);
        try {
            return new SignOns(config, keys, store, new URLClassLoader(new URL[0], libraries));
        } catch (Throwable e) {
            store.close();
            throw e;
        }
    }

    void close() {
        entries.locks().close();
        store.close();
    }

    /** Where the entry of this cookie is. */
    SessionKey key(String ssoId) {
        return SessionKey.of(config.applicationName(), ssoId);
    }

    /** One who is logged in. */
    record Entry(LocalSession local) {

        @Nullable
        Principal principal() {
            return state().principal();
        }

        @Nullable
        String authType() {
            return state().authType();
        }

        private ContainerState state() {
            return new ContainerState(local.containerState(), Set.of(), () -> "");
        }
    }

    /** Its access time is written if that is due. */
    Optional<Entry> find(SessionKey key) {
        Optional<LocalSession> found = load(key);
        found.ifPresent(LocalSession::touchIfDue);
        return found.map(Entry::new);
    }

    private Optional<LocalSession> load(SessionKey key) {
        return Optional.of(entries.join(key)).filter(LocalSession::refresh);
    }

    /** Returns false, and stores nothing, if the principal cannot be stored. */
    boolean create(SessionKey key, Principal principal, String authType) {
        Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        Entry entry = new Entry(entries.create(key, key.partitionKey(), new SessionTimes(now, now, FIRST_IDLE)));
        entry.state().setPrincipal(principal);
        entry.state().setAuthType(authType);
        boolean storable = entry.principal() != null;
        if (storable) {
            entry.local().save();
        }
        return storable;
    }

    /** Returns false if the entry is gone: its user has logged out. Else the session is logged in as the entry's user. */
    boolean join(SessionKey key, DynamoDbSession session) {
        Optional<LocalSession> entry = load(key).filter(found -> list(found, session));
        entry.map(Entry::new).ifPresent(found -> {
            session.setSignOn(key.partitionKey());
            if (session.getPrincipal() == null) {
                session.setAuthType(found.authType());
                session.setPrincipal(found.principal());
            }
        });
        return entry.isPresent();
    }

    private static boolean list(LocalSession entry, DynamoDbSession session) {
        String context = session.getManager().getContext().getName();
        entry.attributes().put(session.key().partitionKey(), context);
        outlive(entry, Duration.ofSeconds(session.getMaxInactiveInterval()));
        entry.save();
        return !entry.isGone();
    }

    /** Entries are touched when one of their sessions is, which is at least once in a quarter of its idle time. */
    private static void outlive(LocalSession entry, Duration idle) {
        SessionTimes present = entry.times();
        SessionTimes wanted = present.withMaxInactiveInterval(idle.plus(idle.dividedBy(4)));
        boolean longer = wanted.maxInactiveInterval().compareTo(present.maxInactiveInterval()) > 0;
        if (present.expires() && (longer || !wanted.expires())) {
            entry.setMaxInactiveInterval(wanted.maxInactiveInterval());
        }
    }

    boolean rename(SessionKey key, SessionKey before, DynamoDbSession session) {
        return load(key)
                .filter(entry -> {
                    entry.attributes().remove(before.partitionKey());
                    return list(entry, session);
                })
                .isPresent();
    }

    /** A session has expired: the last one takes the entry along. */
    void leave(SessionKey key, SessionKey session) {
        load(key).ifPresent(entry -> {
            entry.attributes().remove(session.partitionKey());
            if (entry.attributes().isEmpty()) {
                entry.delete();
            } else {
                entry.save();
            }
        });
    }

    /**
     * Ends an entry and returns its sessions with the names of their contexts. It is revoked first and claimed then, which
     * tells what was in it at its very end. If it were just loaded and deleted:
     *
     * <ol>
     *   <li>node A loads the entry,
     *   <li>node B adds a session to it,
     *   <li>A deletes the entry and ends the sessions that it has loaded: B's stays logged in.
     * </ol>
     */
    Map<SessionKey, String> end(SessionKey key) {
        Map<SessionKey, String> sessions = new HashMap<>();
        if (store.revoke(key, Optional.empty())) {
            Optional<ClaimedSession> claimed =
                    store.claimExpired(key, Instant.ofEpochMilli(System.currentTimeMillis()), LEASE);
            claimed.ifPresent(last -> {
                ValueMap attributes = entries.expired(key, last.session()).attributes();
                attributes.forEach((session, context) ->
                        sessions.put(SessionKey.ofPartitionKey(session), String.valueOf(context)));
                store.deleteClaimed(last);
            });
        }
        return sessions;
    }

    void revoke(SessionKey session) {
        store.revoke(session, Optional.empty());
    }
}
