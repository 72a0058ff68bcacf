package io.github.dynamosession.store.dynamodb;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a table holds, told from a part of it; nothing of what sessions hold.
 *
 * @param status as DynamoDB tells it
 * @param reading what was read of the table, and what that took
 * @param totals estimates for the whole table; none if no segment could be read to its end
 * @param sizes of the items of the sessions that were read; empty if there was none
 * @param users how many different users have the sessions that were read
 * @param oldestEnd when the first of the sessions ended that were read and wait for a node to tell of it
 */
public record TableSample(
        String status,
        Reading reading,
        Map<Figure, Estimate> totals,
        Optional<Sizes> sizes,
        long users,
        Optional<Instant> oldestEnd) {

    /** What is counted. */
    public enum Figure {
        /** Items of sessions, also of those that have ended. */
        SESSIONS,
        /** Of these, sessions that have expired or were revoked, and of whose end no node has told yet. */
        WAITING,
        /** Of these, sessions that have ended and that no node looks for ({@code expiryEvents=false}): DynamoDB deletes them. */
        LEFT_TO_TTL,
        /** Of these, sessions with a user. */
        WITH_USER,
        /** Values of sessions that have items of their own. */
        LARGE_VALUES,
        /** Items that hold parts of these, or of those of sessions that are gone. */
        LARGE_VALUE_ITEMS,
        /** Items that name the recent logins of a user. */
        RECENT_LOGIN_ITEMS,
        /** Items that no release of ours has written, or that cannot be read. */
        OTHER_ITEMS
    }

    /**
     * What was read. The table is divided by the hash of its keys; a segment that was not read to its end counts nowhere.
     *
     * @param segments of the whole table
     * @param segmentsRead of these, to the end
     * @param pages calls that read up to a megabyte each
     * @param items in the segments that count
     * @param readUnits as DynamoDB reported them
     */
    public record Reading(int segments, int segmentsRead, int pages, long items, double readUnits) {

        /** Tells whether that was all of the table: then nothing is an estimate. */
        public boolean isWhole() {
            return segmentsRead == segments;
        }
    }

    /**
     * A number of the whole table.
     *
     * @param margin in 95 of 100 samples the true number is nearer to the total than this; empty if a sample of one segment
     *     cannot tell
     */
    public record Estimate(double total, Optional<Double> margin) {}

    /** Bytes by DynamoDB's rules, of which half, a hundredth and none of the items have more. */
    public record Sizes(long median, long p99, long largest) {}
}
