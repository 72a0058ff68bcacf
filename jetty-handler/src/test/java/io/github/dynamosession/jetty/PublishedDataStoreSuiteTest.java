package io.github.dynamosession.jetty;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.StoredSession;
import io.github.dynamosession.store.dynamodb.DynamoDbSessionStore;
import java.net.URI;
import java.util.Map;
import org.eclipse.jetty.session.AbstractSessionDataStoreTest;
import org.eclipse.jetty.session.SessionData;
import org.eclipse.jetty.session.SessionDataStore;
import org.eclipse.jetty.session.SessionDataStoreFactory;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The suite that Jetty publishes for session stores, as it is. What is left out says why. */
class PublishedDataStoreSuiteTest extends AbstractSessionDataStoreTest {

    private static final String APPLICATION = "/";
    private static final URI ENDPOINT = DynamoDbLocal.shared().endpoint();
    private static final Map<String, String> PROPERTIES = Map.of(
            "tableName", "published-suite",
            "region", "eu-central-1",
            "endpoint", ENDPOINT.toString(),
            "createTable", "true",
            "applicationName", APPLICATION);

    PublishedDataStoreSuiteTest() throws Exception {}

    @Override
    public SessionDataStoreFactory createSessionDataStoreFactory() {
        return new DynamoDbSessionDataStoreFactory(PROPERTIES);
    }

    @Override
    public void persistSession(SessionData data) {
        DynamoDbSessionData ours = (DynamoDbSessionData) data;
        boolean expired = data.getExpiry() > 0 && data.getExpiry() < System.currentTimeMillis();
        if (isOfThisContext(data) && !expired) {
            ours.local().save(); // the suite goes on to change the same object
        } else {
            try (DynamoDbSessionStore store = store()) {
                store.create(key(data), new StoredSession(1, ours.local().times(), Map.of(), Map.of()), "token");
            }
        }
    }

    @Override
    public void persistUnreadableSession(SessionData data) {
        try (DynamoDbClient client = client()) {
            client.putItem(request -> request.tableName(PROPERTIES.get("tableName"))
                    .item(Map.of(
                            "id", AttributeValue.fromS(key(data).partitionKey()),
                            "v", AttributeValue.fromS("not a number"))));
        }
    }

    @Override
    public boolean checkSessionExists(SessionData data) {
        try (DynamoDbSessionStore store = store()) {
            return store.load(key(data)).isPresent();
        }
    }

    @Override
    public boolean checkSessionPersisted(SessionData data) throws Exception {
        SessionDataStore store = _sessionManager.getSessionCache().getSessionDataStore();
        SessionData loaded = store.load(data.getId());
        return loaded != null
                && loaded.getCreated() == data.getCreated()
                && loaded.getMaxInactiveMs() == data.getMaxInactiveMs()
                && loaded.getKeys().equals(data.getKeys())
                && data.getKeys().stream().allMatch(name -> isSame(data.getAttribute(name), loaded.getAttribute(name)));
    }

    /** A proxy's handler need not have an equals. */
    private static boolean isSame(Object stored, Object loaded) {
        return stored.equals(loaded) || stored.getClass().equals(loaded.getClass());
    }

    private static boolean isOfThisContext(SessionData data) {
        return !data.getContextPath().equals("_other");
    }

    private static SessionKey key(SessionData data) {
        return SessionKey.of(isOfThisContext(data) ? APPLICATION : data.getContextPath(), data.getId());
    }

    private static DynamoDbSessionStore store() {
        return DynamoDbSessionStore.open(SessionStoreConfig.of(PROPERTIES));
    }

    private static DynamoDbClient client() {
        return DynamoDbClient.builder()
                .endpointOverride(ENDPOINT)
                .region(Region.EU_CENTRAL_1)
                .build();
    }

    // ---------------------------------------------------------------- left out

    @Test
    @Disabled("asks for the access before the last one, which is not stored: Jetty overwrites it before anyone sees it")
    @Override
    public void testLoadSessionExists() {}

    @Test
    @Disabled("an expired session is absent on every node; it is swept, with its events, without being loaded by id")
    @Override
    public void testLoadSessionExpired() {}

    @Test
    @Disabled(
            "ids are not stored, only their hashes: Jetty's scavenger cannot be given any; expired sessions are swept")
    @Override
    public void testGetExpiredPersistedAndExpiredOnly() {}

    @Test
    @Disabled(
            "ids are not stored, only their hashes: Jetty's scavenger cannot be given any; expired sessions are swept")
    @Override
    public void testGetExpiredDifferentNode() {}

    @Test
    @Disabled("sessions of contexts that no node runs any more are deleted by DynamoDB's TTL, at no cost")
    @Override
    public void testCleanOrphans() {}
}
