package io.github.dynamosession.node;

import io.github.dynamosession.store.StoreStatistics;

/**
 * What operators see by JMX of the sessions of one web application on this node, since it started; alike in every container.
 * Its name is {@code io.github.dynamosession:type=DynamoDbSessions,context="/shop"}, with the web application's context. A
 * call is one to DynamoDB, see {@link StoreStatistics}.
 */
public interface DynamoDbSessionsMXBean {

    /** Calls that read a session, or looked for a user's. */
    long getStoreLoads();

    /** Calls that stored a new session. */
    long getStoreCreates();

    /** Calls that changed a session. */
    long getStoreSaves();

    /** Calls that wrote an access time only. */
    long getStoreTouches();

    /** Calls that moved a session to another id. */
    long getStoreRenames();

    /** Calls that deleted or revoked a session. */
    long getStoreDeletes();

    /** Calls that took a session's lock, renewed it, or asked whether it is free. */
    long getStoreLocks();

    /** Expired sessions whose end this node told and deleted. */
    long getStoreExpired();

    /** Calls that looked for expired sessions. */
    long getStoreExpirySearches();

    /** Calls that claimed an expired session, or found that another node has it. */
    long getStoreExpiryClaims();

    /** Read request units of {@code StoreReadUnits} that expiry events took. */
    double getStoreExpiryReadUnits();

    /** Write request units of {@code StoreWriteUnits} that expiry events took. */
    double getStoreExpiryWriteUnits();

    /** Uses of the store that failed after all attempts. */
    long getStoreFailures();

    /** Read request units consumed, as DynamoDB reported them. */
    double getStoreReadUnits();

    /** Write request units consumed, as DynamoDB reported them. */
    double getStoreWriteUnits();
}
