package io.github.dynamosession.store.dynamodb;

import java.util.Set;

/**
 * The layout of the table: its attributes, indexes, and the conditions of every write. One item:
 *
 * <pre>
 * id       S  "3q2-7w..."      partition key, see SessionKey
 * v        N  4                version: +1 with every change of a or sys
 * created  N  1763700000123    epoch milliseconds; the generation of the session
 * accessed N  1763700100000    epoch milliseconds; to the second, but never before created
 * idle     N  1800             max inactive interval in seconds; 0 or less: never expires
 * expires  N  1763702080       epoch seconds from which on no node serves it; absent: never
 * user     S  "shop#ann"       whose it is, see UserKeys: makes by-user find it; absent: nobody's
 * shard    S  "shop#5"         makes by-expiry find it: application, part of its sessions; absent: without expiry events
 * claimed  N  1763702260       epoch seconds until which one node ends it, which has expired; absent: nobody does;
 *                              0: revoked, and nobody does yet
 * lock     M  {"owner": S "f81d4fae...", "until": N 1763700130123}  in lock mode "session": the request that is in it,
 *                              epoch milliseconds; absent: nobody is
 * ttl      N  1763788480       epoch seconds of DynamoDB's own clean-up: expires + one day; absent: never
 * a        M  {"cart": B, "user": B}
 * sys      M  {"principal": B}
 * sealed   B  which session it is, see StoredSession.identity; absent: its values are not encrypted, or were not when it
 *             was made
 * w        S  "f81d4fae..."    who put the item here: create's token, or the key it was renamed from
 * </pre>
 *
 * A session that has got another id leaves a mark under its old key, until {@code ttl}: {@code id}, the times that
 * readers of an item ask for, {@code claimed}, so that no node takes it for a session, and
 *
 * <pre>
 * moved    M  {"to": S "q83vEj...", "user": S "shop#ann"}   its new key, and whose it was then; without user: nobody's
 * </pre>
 *
 * Both maps are always there, so that an update can set a path inside. Attributes that this version does not know are
 * ignored by reads and kept by saves and renames.
 *
 * <p>Besides there are items that are no sessions, and in no index: those of {@link RecentLogins} and {@link
 * LargeValueItems}.
 */
final class SessionTable {

    static final String ID = "id";
    static final String VERSION = "v";
    static final String CREATED = "created";
    static final String ACCESSED = "accessed";
    static final String IDLE = "idle";
    static final String EXPIRES = "expires";
    static final String TTL = "ttl";
    static final String ATTRIBUTES = "a";
    static final String CONTAINER_STATE = "sys";
    static final String WRITER = "w";
    static final String CLAIMED = "claimed";
    static final String IDENTITY = "sealed";

    static final String MOVED = "moved";
    static final String MOVED_TO = "to";
    static final String MOVED_USER = "user";

    static final String LOCK = "lock";
    static final String LOCK_OWNER = "owner";
    static final String LOCK_UNTIL = "until";
    /** Of an item of recent logins: the keys of their sessions. */
    static final String LOGINS = "logins";

    static final String USER = "user";
    static final String SHARD = "shard";

    /** All that an item of a session may have, as far as this release knows. */
    static final Set<String> KNOWN = Set.of(
            ID,
            VERSION,
            CREATED,
            ACCESSED,
            IDLE,
            EXPIRES,
            USER,
            SHARD,
            CLAIMED,
            LOCK,
            TTL,
            ATTRIBUTES,
            CONTAINER_STATE,
            IDENTITY,
            WRITER);

    static final String BY_EXPIRY = "by-expiry";
    static final String BY_USER = "by-user";

    static final String IS_ABSENT = "attribute_not_exists(id)";
    static final String IS_GENERATION = "created = :created";
    /** Who has claimed a session tells of its end; also after a revocation. */
    static final String IS_UNCLAIMED_GENERATION = IS_GENERATION + " AND attribute_not_exists(claimed)";

    static final String IS_EXPIRED_GENERATION = IS_GENERATION + " AND (expires <= :now OR attribute_exists(claimed))";
    private static final String HAS_NOT_ENDED =
            "attribute_not_exists(claimed) AND (attribute_not_exists(expires) OR expires > :now)";
    /** Guards against zombies: fails when the session was deleted, renamed, replaced, or has expired. */
    static final String IS_ALIVE = IS_GENERATION + " AND " + HAS_NOT_ENDED;
    /** Also fails if another node knows of a later access, or changed the interval that expires was computed with. */
    static final String TIMES_MAY_BE_WRITTEN = IS_ALIVE + " AND idle = :idleKnown AND accessed <= :accessed";
    /** Also fails if attributes or state changed: for writes that replace or move the whole item. */
    static final String IS_UNCHANGED = TIMES_MAY_BE_WRITTEN + " AND v = :v";

    static final String IS_DUE = "#shard = :shard AND expires <= :due";
    static final String IS_NOT_DUE = "#shard = :shard AND expires > :due";
    static final String MAY_BE_CLAIMED = IS_DUE + " AND (attribute_not_exists(claimed) OR claimed <= :now)";
    /** Not a generation: who revokes by a handle or a user means whatever session is there. */
    static final String MAY_BE_REVOKED = "attribute_exists(created) AND attribute_not_exists(claimed)"
            + " AND (attribute_not_exists(expires) OR expires > :now)";

    static final String IS_OF_USER = "#user = :user";
    static final String IS_SWEPT = "attribute_exists(#shard)";
    static final String IS_SWEPT_OR_NEVER_EXPIRES = "(attribute_exists(#shard) OR attribute_not_exists(expires))";

    static final String IS_NOT_FULL =
            "attribute_not_exists(logins) OR size(logins) < :most OR contains(logins, :session)";

    static final String IS_CLAIMED = IS_GENERATION + " AND claimed = :claimed";

    /** True for the owner too: of an attempt that is made again the first may have been applied. */
    static final String MAY_BE_LOCKED = "attribute_exists(id) AND " + HAS_NOT_ENDED
            + " AND (attribute_not_exists(#lock.#until) OR #lock.#until <= :nowMillis OR #lock.#owner = :owner)";

    /** No write of the whole item may bring a lock back that was given back since, or take one away. */
    static final String IS_NOT_LOCKED = "attribute_not_exists(#lock)";

    static final String HAS_THIS_LOCK = "#lock = :lock";

    static final String IS_LOCK_OWNER = "#lock.#owner = :owner";

    private SessionTable() {}
}
