package io.github.dynamosession.node.expiry;

import static io.github.dynamosession.store.Sessions.CREATED;
import static io.github.dynamosession.store.Sessions.HALF_AN_HOUR;

import io.github.dynamosession.node.session.LocalSessions;
import io.github.dynamosession.node.session.ShopSessions;
import io.github.dynamosession.node.values.ValueRules;
import io.github.dynamosession.store.InMemorySessionStore;
import io.github.dynamosession.store.MovableClock;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig.Codec;
import io.github.dynamosession.store.SessionStoreConfig.MutationDetection;
import io.github.dynamosession.store.SessionStoreConfig.UnreadableAttribute;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.Sessions;
import io.github.dynamosession.store.StoredSession;
import io.github.dynamosession.store.TouchPolicy;
import io.github.dynamosession.store.codec.ClassFilter;
import io.github.dynamosession.store.payload.EncryptionKeys;
import io.github.dynamosession.store.payload.PayloadFormat;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sessions that expire all at once, and what becomes of them; calls of the store can be made to fail. */
final class SweptStore {

    /** Of all sessions of these tests. */
    static final Instant EXPIRY = TouchPolicy.adaptive()
            .expiresAt(new SessionTimes(CREATED, CREATED, HALF_AN_HOUR))
            .orElseThrow();

    final MovableClock clock = new MovableClock(CREATED);
    final SessionStore store = new InMemorySessionStore(TouchPolicy.adaptive(), clock);
    /** Called before each call, with the method's name and its arguments. */
    BiConsumer<String, Object[]> beforeCall = (method, arguments) -> {};

    /** As the index of DynamoDB may be: it goes on naming what it named first. */
    boolean indexIsBehind;

    private final Map<Object, Object> firstFound = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final PayloadFormat format = PayloadFormat.of(
            Codec.KRYO, ClassFilter.forApplication(SweptStore.class.getClassLoader(), List.of()), 400_000);

    Set<SessionKey> create(int count) {
        return Stream.generate(Sessions::newKey).limit(count).peek(this::create).collect(Collectors.toSet());
    }

    /** A session whose attribute "user" is its key. */
    void create(SessionKey key) {
        create(key, Sessions.NEW, format.encode(key.partitionKey()));
    }

    /** One that expires before those. */
    void createEarlier(SessionKey key, byte[] user) {
        Instant earlier = CREATED.minusSeconds(60);
        create(key, new SessionTimes(earlier, earlier, HALF_AN_HOUR), user);
    }

    private void create(SessionKey key, SessionTimes times, byte[] user) {
        store.create(
                key,
                new StoredSession(0, times, Map.of("user", user), Map.of()),
                UUID.randomUUID().toString());
    }

    /** True as long as something is stored, expired or not. */
    boolean holds(SessionKey key) {
        clock.advance(Duration.ofDays(1)); // every lease is over
        try {
            return store.findExpired(key.shard(), clock.instant(), Optional.empty(), Integer.MAX_VALUE)
                    .keys()
                    .contains(key);
        } finally {
            clock.advance(Duration.ofDays(-1));
        }
    }

    int calls(String method) {
        return calls.getOrDefault(method, new AtomicInteger()).get();
    }

    LocalSessions sessions() {
        return sessions(Optional.empty());
    }

    /** Of a node that encrypts values. */
    LocalSessions sessions(Optional<EncryptionKeys> keys) {
        ValueRules rules =
                new ValueRules(format, MutationDetection.READ, UnreadableAttribute.SKIP, (name, value) -> false);
        return ShopSessions.of(intercepted(), clock, rules, keys);
    }

    private SessionStore intercepted() {
        return (SessionStore) Proxy.newProxyInstance(
                SweptStore.class.getClassLoader(), new Class<?>[] {SessionStore.class}, (proxy, method, arguments) -> {
                    calls.computeIfAbsent(method.getName(), name -> new AtomicInteger())
                            .incrementAndGet();
                    beforeCall.accept(method.getName(), arguments);
                    try {
                        Object result = method.invoke(store, arguments);
                        return indexIsBehind && method.getName().equals("findExpired")
                                ? firstFound.computeIfAbsent(List.of(arguments[0], arguments[2]), place -> result)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
