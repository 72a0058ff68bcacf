package io.github.dynamosession.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.node.session.LocalSession;
import io.github.dynamosession.node.users.ContainerLogin;
import io.github.dynamosession.node.values.ValueRules;
import io.github.dynamosession.store.InMemorySessionStore;
import io.github.dynamosession.store.InvalidConfigurationException;
import io.github.dynamosession.store.Logged;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionMetrics;
import io.github.dynamosession.store.SessionReadiness;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoredSession;
import io.github.dynamosession.store.TouchPolicy;
import io.github.dynamosession.store.UserSessions;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the start of a web application takes, and its stop gives back, whatever container it is in. */
class NodeSessionsTest {

    private static final SessionTimes LONG_EXPIRED = new SessionTimes(
            Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2020-01-01T00:00:00Z"), Duration.ofMinutes(30));

    private final String application = "app-" + UUID.randomUUID();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final Container container = new Container();
    private NodeSessions node;

    private Optional<String> obstacle = Optional.empty();

    /** Notes what it is asked to do, and fails at the step of this name. */
    private final class Container implements SessionContainer {

        private final Map<String, Object> attributes = new ConcurrentHashMap<>();
        private String failing = "";
        private final List<String> told = new CopyOnWriteArrayList<>();
        private final CountDownLatch mayTell = new CountDownLatch(1);
        private final CountDownLatch telling = new CountDownLatch(1);

        private void step(String name) {
            if (name.equals(failing)) {
                throw new NoClassDefFoundError(name);
            }
        }

        @Override
        public String context() {
            step("context");
            return application;
        }

        @Override
        public ValueRules attributeRules(SessionStoreConfig config) {
            step("attributeRules");
            return ValueRules.forAttributes(
                    config, NodeSessionsTest.class.getClassLoader(), List.of(), (name, value) -> false);
        }

        @Override
        public ValueRules containerStateRules(SessionStoreConfig config) {
            step("containerStateRules");
            return ValueRules.forContainerState(config, NodeSessionsTest.class.getClassLoader(), List.of());
        }

        @Override
        public ContainerLogin login() {
            step("login");
            return ContainerLogin.NONE;
        }

        @Override
        public void setContextAttribute(String name, Object value) {
            events.add("set " + name);
            attributes.put(name, value);
            step("setContextAttribute");
        }

        @Override
        public void removeContextAttribute(String name) {
            events.add("removed " + name);
            attributes.remove(name);
        }

        @Override
        public void expired(String id, LocalSession session) {
            telling.countDown();
            pass(mayTell);
            events.add("told");
            told.add(id);
        }
    }

    @AfterEach
    void close() {
        container.mayTell.countDown();
        if (node != null) {
            node.close();
        }
        assertNothingIsLeft();
    }

    private NodeSessions open(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(Map.of("applicationName", application, "sweepInterval", "PT1S"));
        all.putAll(properties);
        node = NodeSessions.open(SessionStoreConfig.of(all), this::store, container);
        return node;
    }

    private NodeSessions open() {
        return open(Map.of());
    }

    private SessionStore store(SessionStoreConfig config) {
        container.step("opener");
        SessionStore store = new InMemorySessionStore(TouchPolicy.adaptive(), Clock.systemUTC());
        events.add("store opened");
        return (SessionStore) Proxy.newProxyInstance(
                NodeSessionsTest.class.getClassLoader(), new Class<?>[] {SessionStore.class}, (proxy, call, with) -> {
                    if (call.getName().equals("close")) {
                        events.add("store closed");
                    }
                    if (call.getName().equals("obstacle")) {
                        return obstacle;
                    }
                    try {
                        return call.invoke(store, with);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static void pass(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertNothingIsLeft() {
        assertThat(container.attributes).isEmpty();
        assertThat(isShownByJmx()).isFalse();
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.contains(application)));
    }

    private boolean isShownByJmx() {
        return ManagementFactory.getPlatformMBeanServer().isRegistered(figures());
    }

    private ObjectName figures() {
        try {
            return new ObjectName(
                    "io.github.dynamosession:type=DynamoDbSessions,context=" + ObjectName.quote(application));
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SessionTimes times() {
        Instant now = Instant.now();
        return new SessionTimes(now, now, Duration.ofMinutes(30));
    }

    private void save(LocalSession session) {
        session.attributes().put("user", "ann");
        session.save();
    }

    private void store(String id, SessionTimes times) {
        SessionKey key = node.key(id);
        node.store().create(key, new StoredSession(0, times, Map.of(), Map.of()), "writer");
        node.served(key, id);
    }

    @Test
    void sessionsAreStoredAndFoundByTheirIds() {
        open();
        save(node.create("0123456789ABCDEF.node1", times()));

        LocalSession found = node.join("0123456789ABCDEF.node2");

        assertThat(found.refresh()).isTrue();
        assertThat(found.attributes().get("user")).isEqualTo("ann");
        assertThat(found.key()).isEqualTo(SessionKey.of(application, "0123456789ABCDEF"));
        assertThat(node.statistics()).isEqualTo(node.store().statistics());
    }

    @Test
    void theSessionsThatItHasServedAreItsSessionsSeen() {
        open();
        LocalSession created = node.create("0123456789ABCDEF.node1", times());
        node.served(created.key(), "0123456789ABCDEF.node2");
        node.served(node.key("FEDCBA9876543210"), "FEDCBA9876543210");

        assertThat(node.metrics().statistics().sessionsSeen()).isEqualTo(2);
    }

    @Test
    void theApplicationAndItsOperatorsSeeThemFromStartToStop() {
        open();
        assertThat(container.attributes.get(UserSessions.CONTEXT_ATTRIBUTE)).isInstanceOf(UserSessions.class);
        assertThat(isShownByJmx()).isTrue();

        node.close();

        assertNothingIsLeft();
    }

    @Test
    void theStartIsLoggedInOneLineWithTheConfiguration() {
        try (Logged logged = Logged.by(NodeSessions.class)) {
            open(Map.of("tableName", "sessions-of-shops"));

            assertThat(logged.of(application)).hasSize(1);
            assertThat(logged.lines().get(0))
                    .startsWith("sessions of " + application + " are kept in DynamoDB: ")
                    .contains("tableName=sessions-of-shops");
        }
    }

    @Test
    void theApplicationAndLoadBalancersLearnFromTheStoreWhetherItCanBeUsed() {
        obstacle = Optional.of("cannot open table sessions");
        open(Map.of("readinessPath", "/ready"));
        SessionReadiness told = (SessionReadiness) container.attributes.get(SessionReadiness.CONTEXT_ATTRIBUTE);
        assertThat(told.obstacle()).hasValue("cannot open table sessions");
        assertThat(node.readinessProbe().answer().status()).isEqualTo(503);

        obstacle = Optional.empty();

        assertThat(told.obstacle()).isEmpty();
        assertThat(node.readinessProbe().answer().status()).isEqualTo(200);
        assertThat(node.readinessProbe().isAt("/ready")).isTrue();
    }

    @Test
    void theFiguresAreExportedFromTheStartToTheStop() {
        open(Map.of("metrics", "otlp"));
        assertThat(NotedExport.EXPORTED.get(application)).isSameAs(node.metrics());

        node.close();

        assertThat(NotedExport.EXPORTED).doesNotContainKey(application);
    }

    @Test
    void figuresThatNobodyCanExportStopTheStartBeforeTheStoreIsOpened() {
        assertThatThrownBy(() -> open(Map.of("metrics", "otlp, emf")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("metrics=emf needs the jar of dynamosession-metrics beside that of the sessions")
                .hasMessageNotContaining("metrics=otlp");

        assertThat(events).isEmpty();
        assertThat(NotedExport.EXPORTED).doesNotContainKey(application);
    }

    @Test
    void theStopGoesBackwards() {
        open();
        events.clear();

        node.close();
        node.close();

        assertThat(events)
                .containsExactly(
                        "removed " + UserSessions.CONTEXT_ATTRIBUTE,
                        "removed " + SessionMetrics.CONTEXT_ATTRIBUTE,
                        "removed " + SessionReadiness.CONTEXT_ATTRIBUTE,
                        "store closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"attributeRules", "containerStateRules", "login", "context"})
    void aStartThatFailsAfterTheStoreWasOpenedClosesIt(String step) {
        container.failing = step;

        assertThatThrownBy(this::open).isInstanceOf(NoClassDefFoundError.class).hasMessage(step);

        assertThat(events).containsExactly("store opened", "store closed");
        assertNothingIsLeft();
    }

    @Test
    void aStartThatFailsAtItsLastStepIsUndoneBackwards() {
        container.failing = "setContextAttribute";

        assertThatThrownBy(this::open).hasMessage("setContextAttribute");

        assertThat(events)
                .containsExactly(
                        "store opened",
                        "set " + SessionReadiness.CONTEXT_ATTRIBUTE,
                        "removed " + SessionReadiness.CONTEXT_ATTRIBUTE,
                        "store closed");
        assertNothingIsLeft();
    }

    @Test
    void aStoreThatCannotBeOpenedLeavesNothing() {
        container.failing = "opener";

        assertThatThrownBy(this::open).hasMessage("opener");

        assertThat(events).isEmpty();
    }

    @Test
    void keysThatCannotBeUsedStopTheStartBeforeTheStoreIsOpened() {
        assertThatThrownBy(() -> open(Map.of("encryptionKeys", "file:/there/is/no/such/file")))
                .isInstanceOf(InvalidConfigurationException.class);

        assertThat(events).isEmpty();
    }

    @Test
    void anApplicationThatHasStartedIsToldOfAnExpiredSessionByItsId() {
        open();
        store("the id", LONG_EXPIRED);
        container.mayTell.countDown();

        node.startExpiryEvents();

        await().until(() -> container.told.equals(List.of("the id")));
    }

    @Test
    void itsLastListenerFindsEverythingRunning() {
        open(Map.of("callTimeout", "PT1M"));
        store("the id", LONG_EXPIRED);
        node.startExpiryEvents();
        pass(container.telling);
        events.clear();
        Thread stop = new Thread(node::close);

        stop.start();
        await().until(() -> stop.getState() == Thread.State.TIMED_WAITING);
        assertThat(container.attributes).isNotEmpty();
        container.mayTell.countDown();

        await().until(() -> !stop.isAlive());
        assertThat(events).startsWith("told").endsWith("store closed");
    }

    @Test
    void theConfigurationSaysWhichRequestsLockOrHaveNoSession() {
        open(Map.of("lockMode", "session", "lockUris", "/cart/.*", "ignoredUris", "/health"));

        assertThat(node.locks("/cart/add")).isTrue();
        assertThat(node.locks("/")).isFalse();
        assertThat(node.ignores("/health")).isTrue();
        assertThat(node.ignores("/health/more")).isFalse();
    }
}
