package io.github.dynamosession.store;

import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Where a session is stored: a one-way hash of the application's name and the session id. Whoever reads the table sees
 * keys only and cannot present one as a session id.
 *
 * <p>Immutable. {@link #toString} is a short prefix, fit for logs and messages.
 */
public final class SessionKey {

    /** Into how many parts the sessions of an application are divided to find the expired ones. */
    public static final int SHARDS = 8;

    private static final Predicate<String> PARTITION_KEY =
            Pattern.compile("[\\w-]{43}").asMatchPredicate();

    private static final int SHORT_LENGTH = 8;

    private final String partitionKey;

    private SessionKey(String partitionKey) {
        this.partitionKey = partitionKey;
    }

    /**
     * Returns the key of a session. The id is untrusted input: any string has a key.
     *
     * @param applicationName scope of the id: equal ids of two applications have different keys
     */
    public static SessionKey of(String applicationName, String sessionId) {
        return new SessionKey(ScopedHash.of(applicationName, sessionId));
    }

    /** Returns the key that stands in a table. */
    public static SessionKey ofPartitionKey(String partitionKey) {
        return new SessionKey(partitionKey);
    }

    /** Tells whether a text, which may be anybody's, can stand in a table as a key. */
    public static boolean isPartitionKey(String text) {
        return PARTITION_KEY.test(text);
    }

    /** The value of the table's partition key: 43 characters, base64url. */
    public String partitionKey() {
        return partitionKey;
    }

    /** The part of its application's sessions that this one belongs to, below {@link #SHARDS}; the same on all nodes. */
    public int shard() {
        return Math.floorMod(partitionKey.hashCode(), SHARDS);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SessionKey that && partitionKey.equals(that.partitionKey);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(partitionKey);
    }

    @Override
    public String toString() {
        return partitionKey.substring(0, Math.min(SHORT_LENGTH, partitionKey.length()));
    }
}
