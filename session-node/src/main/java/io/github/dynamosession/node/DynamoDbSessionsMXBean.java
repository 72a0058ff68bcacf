package io.github.dynamosession.node;

import io.github.dynamosession.store.StoreStatistics;

/**
 * What operators see by JMX of the sessions of one web application on this node, since it started; alike in every container.
 * Its name is {@code io.github.dynamosession:type=DynamoDbSessions,context="/shop"}, with the web application's context. A
 * call is one to DynamoDB, see {@link StoreStatistics}.
 */
public interface DynamoDbSessionsMXBean {

    /** Expired sessions that this node found when it last looked for some; see docs/metrics.md. */
    long getExpiryBacklog();

    /** Values with items of their own that this node still had when they were asked for. */
    long getLargeValueHits();

    /** Values with items of their own that took a call. */
    long getLargeValueMisses();

    /** Changes that were saved after their client had the whole response. */
    long getLateSaves();

    /** Requests that waited for the lock of their session, however shortly. */
    long getLockWaits();

    /** Requests that did not get the lock of their session. */
    long getLocksNotTaken();

    /** Requests that got 503, or a response cut short, as others had their session's lock for too long. */
    long getRequestsRefusedByLock();

    /** Requests that got 500, or a response cut short, as what is in their session cannot be stored or read. */
    long getRequestsRefusedBySession();

    /** Requests that got 503, or a response cut short, as DynamoDB did not answer as it should. */
    long getRequestsRefusedByStore();

    /** An estimate of the sessions that requests of this node were in, in the last five to ten minutes. */
    long getSessionsSeen();

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
