package io.github.dynamosession.node.model;

import io.github.dynamosession.node.request.RequestUnit;
import io.github.dynamosession.node.session.LocalSession;
import io.github.dynamosession.node.session.LocalSessions;
import io.github.dynamosession.node.session.ShopSessions;
import io.github.dynamosession.node.values.ValueRules;
import io.github.dynamosession.store.InMemorySessionStore;
import io.github.dynamosession.store.MovableClock;
import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.StoredSession;
import io.github.dynamosession.store.TouchPolicy;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The product's sessions, on the store in memory. A node has one object for its requests while they are in the session. */
final class ProductSessions implements Sessions {

    private static final SessionKey KEY = SessionKey.of("shop", "id");
    private static final MovableClock CLOCK = new MovableClock(Instant.parse("2026-11-21T12:00:00Z"));

    private final SessionStore memory = new InMemorySessionStore(TouchPolicy.adaptive(), CLOCK);
    private final Deque<SessionChanges> late = new ArrayDeque<>();
    private final LocalSessions sessions;
    private final ValueRules rules;
    private final List<Integer> nodes;
    private final Map<Integer, LocalSession> byNode = new HashMap<>();
    private final Map<Integer, Set<Integer>> inside = new HashMap<>();
    private final List<RequestUnit> units = new ArrayList<>();
    private Fault fault = Fault.NONE;

    ProductSessions(ValueRules rules, List<Integer> nodes) {
        this.rules = rules;
        this.nodes = nodes;
        SessionStore faulty = (SessionStore) Proxy.newProxyInstance(
                SessionStore.class.getClassLoader(), new Class<?>[] {SessionStore.class}, this::call);
        this.sessions = ShopSessions.of(faulty, CLOCK, rules);
        nodes.forEach(node -> units.add(new RequestUnit()));
        LocalSession first =
                sessions.create(KEY, "id", new SessionTimes(CLOCK.instant(), CLOCK.instant(), minutes(30)));
        first.attributes().put("cart", new ArrayList<>(List.of(0)));
        first.save();
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }

    private Object call(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("save") && arguments != null && fault != Fault.NONE) {
            SessionChanges changes = (SessionChanges) arguments[1];
            if (fault == Fault.UNANSWERED) {
                memory.save(KEY, changes);
            } else if (fault == Fault.LATE) {
                late.add(changes);
            }
            throw new StoreException("as the program wants", null);
        }
        try {
            return method.invoke(memory, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private LocalSession session(int request) {
        return Objects.requireNonNull(byNode.get(nodes.get(request)));
    }

    @Override
    public void join(int request) {
        int node = nodes.get(request);
        inside.computeIfAbsent(node, n -> new HashSet<>()).add(request);
        units.get(request)
                .run(() -> byNode.computeIfAbsent(node, n -> sessions.join(KEY)).refresh());
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable List<Integer> get(int request, String name) {
        return units.get(request)
                .call(() -> (List<Integer>) session(request).attributes().get(name));
    }

    @Override
    public void set(int request, String name, List<Integer> object) {
        units.get(request).run(() -> session(request).attributes().put(name, object));
    }

    @Override
    public void remove(int request, String name) {
        units.get(request).run(() -> session(request).attributes().remove(name));
    }

    @Override
    public void setInterval(int request, int minutes) {
        units.get(request).run(() -> session(request).setMaxInactiveInterval(minutes(minutes)));
    }

    @Override
    public boolean save(int request, Fault meeting) {
        fault = meeting;
        try {
            units.get(request).run(() -> session(request).save());
            return true;
        } catch (StoreException e) {
            return false;
        } finally {
            fault = Fault.NONE;
        }
    }

    @Override
    public void arrive() {
        SessionChanges arriving = late.poll();
        if (arriving != null) {
            memory.saveIfKnown(KEY, arriving);
        }
    }

    @Override
    public void fail(int request) {
        units.get(request).fail();
    }

    @Override
    public void end(int request) {
        units.get(request).end();
        int node = nodes.get(request);
        Set<Integer> left = Objects.requireNonNull(inside.get(node));
        left.remove(request);
        if (left.isEmpty()) {
            byNode.remove(node);
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public Map<String, List<Integer>> stored() {
        StoredSession session = memory.load(KEY).orElseThrow();
        Map<String, List<Integer>> stored = new HashMap<>();
        session.attributes()
                .forEach((name, bytes) ->
                        stored.put(name, (List<Integer>) rules.format().decode(bytes)));
        stored.put(
                "interval", List.of((int) session.times().maxInactiveInterval().toMinutes()));
        return stored;
    }
}
