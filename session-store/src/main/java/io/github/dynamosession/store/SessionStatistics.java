package io.github.dynamosession.store;

/**
 * What {@link SessionMetrics} counts in any case, also while nobody listens.
 *
 * @param refusals requests that could not be answered as their application wants
 * @param lateSaves changes that were saved after their client had the whole response
 * @param lockWaits requests that waited for the lock of their session, however shortly
 * @param locksNotTaken those of them that did not get it
 * @param largeValueHits values with items of their own that this node still had when they were asked for
 * @param largeValueMisses those that took a call
 * @param expiryBacklog expired sessions that this node found when it last looked for some
 * @param sessionsSeen an estimate of the sessions that requests of this node were in, in the last five to ten minutes
 */
public record SessionStatistics(
        Refusals refusals,
        long lateSaves,
        long lockWaits,
        long locksNotTaken,
        long largeValueHits,
        long largeValueMisses,
        long expiryBacklog,
        long sessionsSeen) {

    /** By what was in the way: see {@link MetricsListener.Refusal}. */
    public record Refusals(long store, long lock, long session) {}
}
