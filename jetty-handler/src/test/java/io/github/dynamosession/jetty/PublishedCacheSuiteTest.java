package io.github.dynamosession.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.DynamoDbLocal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.session.AbstractSessionCacheFactory;
import org.eclipse.jetty.session.AbstractSessionCacheTest;
import org.eclipse.jetty.session.ManagedSession;
import org.eclipse.jetty.session.SessionCache;
import org.eclipse.jetty.session.SessionData;
import org.eclipse.jetty.session.SessionHandler;
import org.eclipse.jetty.session.TestableSessionDataStore;
import org.eclipse.jetty.session.TestableSessionManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/**
 * The suite that Jetty publishes for session caches. It gives each cache a store of its own making, and this one takes ours
 * only: so its claims are made here of our store, under the names that they have there. What is left out says why.
 */
class PublishedCacheSuiteTest extends AbstractSessionCacheTest {

    private static final long TEN_MINUTES = Duration.ofMinutes(10).toMillis();
    private static final String ID = "1234";

    private final Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final SessionHandler sessions = new SessionHandler();
    private final long now = System.currentTimeMillis();

    /** How to evict and when to flush is not for the caller to choose. */
    @Override
    public AbstractSessionCacheFactory newSessionCacheFactory(
            int evictionPolicy,
            boolean saveOnCreate,
            boolean saveOnInactiveEvict,
            boolean removeUnloadableSessions,
            boolean flushOnResponseCommit) {
        AbstractSessionCacheFactory factory = new DynamoDbSessionCacheFactory();
        factory.setSaveOnCreate(saveOnCreate);
        return factory;
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private SessionCache start(boolean saveOnCreate, boolean invalidateOnShutdown) throws Exception {
        AbstractSessionCacheFactory factory =
                newSessionCacheFactory(SessionCache.NEVER_EVICT, saveOnCreate, false, false, false);
        factory.setInvalidateOnShutdown(invalidateOnShutdown);
        server.addBean(factory);
        server.addBean(new DynamoDbSessionDataStoreFactory(Map.of(
                "tableName", "published-cache-suite",
                "region", "eu-central-1",
                "endpoint", DynamoDbLocal.shared().endpoint().toString(),
                "createTable", "true",
                "expiryEvents", "false",
                "applicationName", "/" + System.nanoTime())));
        server.setHandler(new ContextHandler(sessions, "/"));
        server.start();
        return sessions.getSessionCache();
    }

    private SessionData stored(SessionCache cache) throws Exception {
        SessionData data = cache.getSessionDataStore().newSessionData(ID, now - 20, now - 10, now - 20, TEN_MINUTES);
        cache.getSessionDataStore().store(ID, data);
        return data;
    }

    private boolean isStored(SessionCache cache) throws Exception {
        return cache.getSessionDataStore().exists(ID);
    }

    @Test
    @Override
    public void testGetSessionNotInCache() throws Exception {
        SessionCache cache = start(false, false);
        stored(cache);
        assertThat(cache.contains(ID)).isFalse();

        ManagedSession session = cache.get(ID);
        assertThat(session.getRequests()).isOne();
        assertThat(session.getId()).isEqualTo(ID);
        assertThat(session.getCreationTime()).isEqualTo(now - 20);
    }

    @Test
    @Override
    public void testCommit() throws Exception {
        SessionCache cache = start(false, false);
        ManagedSession session = cache.newSession(ID, now, TEN_MINUTES);
        cache.add(ID, session);
        session.setAttribute("foo", "bar");
        assertThat(session.getSessionData().isDirty()).isTrue();
        cache.commit(session);
        assertThat(session.getSessionData().isDirty()).isFalse();
        assertThat(cache.getSessionDataStore().load(ID).getAttribute("foo")).isEqualTo("bar");
    }

    @Test
    @Override
    public void testExists() throws Exception {
        SessionCache cache = start(false, false);
        assertThat(cache.exists(ID)).isFalse();
        SessionData data = stored(cache);
        assertThat(cache.exists(ID)).isTrue();
        cache.add(ID, cache.newSession(data));
        assertThat(cache.exists(ID)).isTrue();
    }

    @Test
    @Override
    public void testDelete() throws Exception {
        SessionCache cache = start(true, false);
        assertThat(cache.delete(ID)).isNull();

        stored(cache);
        assertThat(cache.delete(ID)).isNotNull();
        assertThat(isStored(cache)).isFalse();
        assertThat(cache.contains(ID)).isFalse();

        cache.add(ID, cache.newSession(ID, now - 20, TEN_MINUTES));
        assertThat(isStored(cache)).isTrue();
        assertThat(cache.contains(ID)).isTrue();
        assertThat(cache.delete(ID)).isNotNull();
        assertThat(isStored(cache)).isFalse();
        assertThat(cache.contains(ID)).isFalse();
    }

    @Test
    @Override
    public void testSaveOnCreateTrue() throws Exception {
        SessionCache cache = start(true, false);
        cache.newSession(ID, now, TEN_MINUTES);
        assertThat(isStored(cache)).isTrue();
    }

    @Test
    @Override
    public void testSaveOnCreateFalse() throws Exception {
        SessionCache cache = start(false, false);
        cache.newSession(ID, now, TEN_MINUTES);
        assertThat(isStored(cache)).isFalse();
    }

    /** A node that stops ends no session: others serve it. */
    @Test
    @Override
    public void testNoInvalidateOnShutdown() throws Exception {
        SessionCache cache = start(false, false);
        inUseWhileItStops(cache);
        assertThat(isStored(cache)).isTrue();
        assertThat(cache.getSessionDataStore().load(ID).getAttribute("aaa")).isEqualTo("111");
    }

    @Test
    @Override
    public void testInvalidateOnShutdown() throws Exception {
        SessionCache cache = start(false, true);
        inUseWhileItStops(cache);
        assertThat(isStored(cache)).isFalse();
    }

    /** A request is in the session. */
    private void inUseWhileItStops(SessionCache cache) throws Exception {
        stored(cache);
        ManagedSession session = cache.get(ID);
        session.setAttribute("aaa", "111");
        cache.shutdown(); // Jetty calls it first when it stops; the store still runs
        assertThat(cache.contains(ID)).isFalse();
    }

    // ---------------------------------------------------------------- left out

    @Test
    @Disabled("of a store that cannot read a session once; what ours does then PublishedDataStoreSuiteTest tells")
    @Override
    public void testUnreadableSession() {}

    @Test
    @Disabled("counts the saves of Jetty's own store and its save period; ours decides what a save writes, and when")
    @Override
    public void testCommitAndRelease() {}

    @Test
    @Disabled(
            "ids are not stored, only their hashes: Jetty's scavenger cannot be given any; expired sessions are swept")
    @Override
    public void testExpiration() {}

    /** Only the two tests of a shutdown ask it, of Jetty's own store. */
    @Override
    public void checkSessionBeforeShutdown(
            String id, TestableSessionDataStore store, SessionCache cache, TestableSessionManager manager) {
        throw new UnsupportedOperationException();
    }

    /** As before. */
    @Override
    public void checkSessionAfterShutdown(
            String id, TestableSessionDataStore store, SessionCache cache, TestableSessionManager manager) {
        throw new UnsupportedOperationException();
    }
}
