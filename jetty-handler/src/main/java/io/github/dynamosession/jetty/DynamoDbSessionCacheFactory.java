package io.github.dynamosession.jetty;

import org.eclipse.jetty.session.AbstractSessionCacheFactory;
import org.eclipse.jetty.session.SessionCache;
import org.eclipse.jetty.session.SessionManager;

/**
 * Makes the caches that {@link DynamoDbSessionDataStoreFactory} needs beside it. There is nothing to set: a session is
 * in the cache while requests are in it, and a response always leaves it saved.
 */
public final class DynamoDbSessionCacheFactory extends AbstractSessionCacheFactory {

    public DynamoDbSessionCacheFactory() {
        setEvictionPolicy(SessionCache.EVICT_ON_SESSION_EXIT);
        setFlushOnResponseCommit(true);
    }

    @Override
    public SessionCache newSessionCache(SessionManager manager) {
        return new DynamoDbSessionCache(manager);
    }
}
