package io.github.dynamosession.store;

/**
 * Counts since the store was opened, for operators: what the sessions of this node cost. A call is one to the database:
 * a method that needs two counts two, under its own name or as a load.
 *
 * @param loads calls that read a session
 * @param creates calls that stored a new session
 * @param saves calls that changed a session
 * @param touches calls that wrote an access time only
 * @param renames calls that moved a session to another id
 * @param deletes calls that deleted a session
 * @param failures methods of the store that ended in a {@link StoreException}
 * @param readUnits read request units consumed, as DynamoDB reported them
 * @param writeUnits write request units consumed, as DynamoDB reported them; it reports none for a write whose condition failed
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
