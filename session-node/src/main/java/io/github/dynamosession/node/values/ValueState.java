package io.github.dynamosession.node.values;

/** What has become of a named value on this node. */
enum ValueState {
    /** As it is stored, but for what it may have changed itself. */
    CLEAN,
    /** Set here, and not saved yet. */
    SET,
    /** Removed here. */
    REMOVED,
    /** Set here, and never to be stored. */
    NODE_LOCAL,
    /** Its stored bytes cannot be read, and stay as they are. */
    UNREADABLE,
    /**
     * A request has changed it and failed: another took its place. Without a mark in this one:
     *
     * <ol>
     *   <li>request A lists the values, to save what it has changed; this one is B's,
     *   <li>B fails, drops it, and is over,
     *   <li>A finds a changed value that is nobody's, and stores what B's client was told is not done.
     * </ol>
     */
    DROPPED
}
