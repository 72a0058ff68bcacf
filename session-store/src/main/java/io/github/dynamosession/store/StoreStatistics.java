package io.github.dynamosession.store;

/**
 * Counts since the store was opened, for operators: what the sessions of this node cost.
 *
 * @param loads calls that read a session
 * @param creates calls that stored a new session
 * @param saves calls that changed a session
 * @param touches calls that wrote an access time only
 * @param renames calls that moved a session to another id
 * @param deletes calls that deleted a session
 * @param failures calls, of any kind, that ended in a {@link StoreException}
 * @param readUnits read request units consumed, as DynamoDB reported them
 * @param writeUnits write request units consumed, as DynamoDB reported them
 */
public record StoreStatistics(
        long loads,
        long creates,
        long saves,
        long touches,
        long renames,
        long deletes,
        long failures,
        double readUnits,
        double writeUnits) {}
