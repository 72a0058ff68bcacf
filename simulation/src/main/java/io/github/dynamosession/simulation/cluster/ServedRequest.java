package io.github.dynamosession.simulation.cluster;

import io.github.dynamosession.node.NodeSessions;
import io.github.dynamosession.node.request.RequestSessions;
import io.github.dynamosession.node.session.LocalSession;
import io.github.dynamosession.simulation.cluster.OpenSessions.Open;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.workload.Outcome;
import io.github.dynamosession.workload.Request;
import io.github.dynamosession.workload.State;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request on a node, as a container's adapter takes it through the session: joins it, lets the application do its part, and
 * saves before anything is sent.
 */
final class ServedRequest {

    private static final Duration IDLE = Duration.ofMinutes(30);

    private final String node;
    private final NodeSessions sessions;
    private final OpenSessions open;
    private final Supplier<String> newId;
    private final Request request;
    private final RequestSessions<LocalSession> its;
    private @Nullable Open joined;
    private Optional<String> cookie = Optional.empty();

    ServedRequest(String node, NodeSessions sessions, OpenSessions open, Supplier<String> newId, Request request) {
        this.node = node;
        this.sessions = sessions;
        this.open = open;
        this.newId = newId;
        this.request = request;
        this.its = new RequestSessions<>(request.path(), false, sessions.locks(request.path()), sessions.metrics());
    }

    Answer serve(Optional<String> sessionId) {
        try {
            return its.unit().call(() -> answer(sessionId));
        } catch (StoreException e) {
            its.fail(e);
            return Answer.failure("503");
        } finally {
            unlockRest();
            its.unit().end();
            if (joined != null) {
                open.leave(joined);
            }
        }
    }

    private Answer answer(Optional<String> sessionId) {
        LocalSession session = sessionId.map(this::join).orElse(null);
        if (session == null && !request.label().isEmpty()) {
            session = create();
        }
        if (session != null && request.kind() == Request.Kind.LOGOUT) {
            session.delete();
            session = null;
        } else if (session != null && request.kind() != Request.Kind.LOOK) {
            change(session);
        }
        State state = ShopApplication.state(session);
        save();
        return new Answer(new Outcome.Answer(node, 0, state), cookie);
    }

    /** Null if it is gone. */
    private @Nullable LocalSession join(String id) {
        joined = open.enter(id, sessions::join);
        LocalSession session = joined.session();
        boolean there = its.isToLock(session) ? lock(session) : session.refresh();
        if (there) {
            sessions.served(session.key(), id);
        }
        return there ? session : null;
    }

    private boolean lock(LocalSession session) {
        boolean locked = session.lock();
        if (locked) {
            its.locked(session);
        }
        return locked;
    }

    private LocalSession create() {
        if (joined != null) {
            open.leave(joined);
        }
        String id = newId.get();
        Instant now = sessions.clock().instant();
        joined = open.enter(id, unknown -> sessions.create(unknown, new SessionTimes(now, now, IDLE)));
        cookie = Optional.of(id);
        ShopApplication.begin(joined.session(), request.label());
        return joined.session();
    }

    private void change(LocalSession session) {
        Map<String, String> parameters = parameters();
        switch (request.kind()) {
            case LOGIN -> {
                rename(session);
                ShopApplication.login(session, parameters.getOrDefault("user", ""));
            }
            case RENEW -> rename(session);
            default ->
                ShopApplication.change(
                        session, request.path().substring(0, request.path().indexOf('?')), parameters);
        }
    }

    private void rename(LocalSession session) {
        String id = newId.get();
        session.rename(sessions.key(id), id);
        cookie = Optional.of(id);
    }

    private void save() {
        if (joined != null) {
            joined.session().save();
            if (request.kind() != Request.Kind.LOOK && cookie.isPresent()) {
                open.rename(joined, cookie.get());
            }
        }
        its.saveAndUnlock(LocalSession::saveAndUnlock, LocalSession::unlock);
    }

    /** Of a request that has failed. */
    private void unlockRest() {
        if (its.hasLocks()) {
            its.unit().run(() -> its.saveAndUnlock(LocalSession::saveAndUnlock, LocalSession::unlock));
        }
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new HashMap<>();
        String query = request.path().substring(request.path().indexOf('?') + 1);
        for (String parameter : query.split("&", -1)) {
            String[] parts = parameter.split("=", 2);
            if (parts.length == 2) {
                parameters.put(parts[0], parts[1]);
            }
        }
        return parameters;
    }
}
