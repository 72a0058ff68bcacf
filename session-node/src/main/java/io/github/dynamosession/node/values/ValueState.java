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
    UNREADABLE
}
