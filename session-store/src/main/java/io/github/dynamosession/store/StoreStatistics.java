package io.github.dynamosession.store;

/**
 * Counts since the store was opened, for operators: what the sessions of this node cost. A call is one to the database:
 * a method that needs two counts two, under its own name or as a load.
 *
 * @param loads calls that read a session, or looked for a user's
 * @param creates calls that stored a new session
 * @param saves calls that changed a session
 * @param touches calls that wrote an access time only
 * @param renames calls that moved a session to another id
 * @param deletes calls that deleted or revoked a session
 * @param expiry what expiry events cost; their units are in those below, too
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
        Expiry expiry,
        long failures,
        double readUnits,
        double writeUnits) {

    public static final StoreStatistics NONE =
            new StoreStatistics(0, 0, 0, 0, 0, 0, new Expiry(0, 0, 0, 0, 0), 0, 0, 0);

    /**
     * What it took to find expired sessions and to end them.
     *
     * @param searches calls that looked for expired sessions
     * @param claims calls that claimed one for this node, or found that another node has it
     * @param deletes calls that deleted one of which the listeners of this node had been told
     */
    public record Expiry(long searches, long claims, long deletes, double readUnits, double writeUnits) {}
}
