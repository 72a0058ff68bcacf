package io.github.dynamosession.schedules;

import io.github.dynamosession.node.request.RequestUnit;
import io.github.dynamosession.node.session.LocalSession;
import io.github.dynamosession.node.session.LocalSessions;
import io.github.dynamosession.node.users.ContainerLogin;
import io.github.dynamosession.node.values.ValueRules;
import io.github.dynamosession.store.InMemorySessionStore;
import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.TouchPolicy;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A node with one session, on the store in memory, which remembers what was saved. */
final class Node {

    private static final SessionKey KEY = SessionKey.of("shop", "id");

    /** What becomes of a write. */
    enum Fault {
        REFUSED,
        UNANSWERED
    }

    private final ThreadLocal<@Nullable Fault> faults = new ThreadLocal<>();

    private final SessionStore memory = new InMemorySessionStore(TouchPolicy.adaptive(), Clock.systemUTC());
    private final List<SessionChanges> saved = Collections.synchronizedList(new ArrayList<>());
    private final SessionStoreConfig config =
            SessionStoreConfig.of(Map.of("applicationName", "shop", "lockMode", "session"));
    private final ValueRules rules =
            ValueRules.forAttributes(config, Node.class.getClassLoader(), List.of(), (name, value) -> false);
    private final LocalSessions sessions = sessions((SessionStore)
            Proxy.newProxyInstance(Node.class.getClassLoader(), new Class<?>[] {SessionStore.class}, this::call));
    private final LocalSessions another = sessions(memory);

    private LocalSessions sessions(SessionStore store) {
        return LocalSessions.of(store, config, Optional.empty(), rules, rules, ContainerLogin.NONE);
    }

    /** Stores the session, and returns the object that all requests of this node share. */
    LocalSession session() {
        Instant now = another.clock().instant();
        LocalSession created = another.create(KEY, "id", new SessionTimes(now, now, Duration.ofMinutes(30)));
        for (String name : List.of("a", "b", "counter")) {
            created.attributes().put(name, new ArrayList<>(List.of(0)));
        }
        created.attributes().put("both", new ConcurrentHashMap<>());
        created.save();
        return sessions.join(KEY);
    }

    private @Nullable Object call(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        boolean writes =
                Stream.ofNullable(arguments).flatMap(Arrays::stream).anyMatch(SessionChanges.class::isInstance);
        Fault fault = writes ? faults.get() : null;
        if (fault == Fault.REFUSED) {
            throw new StoreException("as the test wants", null);
        }
        try {
            Object result = method.invoke(memory, arguments);
            if (fault == Fault.UNANSWERED) {
                throw new StoreException("as the test wants", null);
            }
            Stream.ofNullable(arguments)
                    .flatMap(Arrays::stream)
                    .filter(SessionChanges.class::isInstance)
                    .map(SessionChanges.class::cast)
                    .forEach(saved::add);
            return result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Saves as a request does whose client is then told that it has failed. */
    void saveInVain(LocalSession session, Fault fault) {
        faults.set(fault);
        try {
            session.save();
        } catch (StoreException e) {
            Objects.requireNonNull(RequestUnit.current()).fail();
        } finally {
            faults.remove();
        }
    }

    static SessionKey idOf(String name) {
        return SessionKey.of("shop", "new-" + name);
    }

    static String otherThan(String name) {
        return name.equals("a") ? "b" : "a";
    }

    /** Another node sets an attribute, unless the session has moved, or is gone. */
    void anotherSets(SessionKey key, String name, Object value) {
        LocalSession theirs = another.join(key);
        if (theirs.refresh()) {
            theirs.attributes().put(name, value);
            theirs.save();
        }
    }

    /** What this node has saved under a name, in that order. */
    List<Object> saved(String name) {
        return saved.stream()
                .map(changes -> changes.attributes().set().get(name))
                .filter(bytes -> bytes != null)
                .map(bytes -> rules.format().decode(bytes))
                .toList();
    }

    /** The session under whatever ids it has, as another node finds it. */
    List<LocalSession> stored() {
        return Stream.of(KEY, idOf("a"), idOf("b"), idOf("refused"))
                .map(another::join)
                .filter(LocalSession::refresh)
                .toList();
    }

    /** Waits for the lock of a session, as a request of another node. */
    void lockAsAnother(LocalSession stored) {
        stored.lock();
        stored.unlock();
    }

    void close() {
        sessions.locks().close();
        another.locks().close();
    }
}
