package io.github.dynamosession.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jetty.session.AbstractSessionCacheFactory;
import org.eclipse.jetty.session.AbstractSessionCacheTest;
import org.eclipse.jetty.session.SessionCache;
import org.eclipse.jetty.session.TestableSessionDataStore;
import org.eclipse.jetty.session.TestableSessionManager;

/** The suite that Jetty publishes for session caches, as it is; whole. */
class PublishedCacheSuiteTest extends AbstractSessionCacheTest {

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
        factory.setRemoveUnloadableSessions(removeUnloadableSessions);
        return factory;
    }

    /** No request is in the session. */
    @Override
    public void checkSessionBeforeShutdown(
            String id, TestableSessionDataStore store, SessionCache cache, TestableSessionManager manager)
            throws Exception {
        assertThat(store.exists(id)).isTrue();
        assertThat(cache.contains(id)).isFalse();
    }

    /** A node that stops ends no session: others serve it. */
    @Override
    public void checkSessionAfterShutdown(
            String id, TestableSessionDataStore store, SessionCache cache, TestableSessionManager manager)
            throws Exception {
        assertThat(store.exists(id)).isTrue();
        assertThat(cache.contains(id)).isFalse();
    }
}
