package io.github.dynamosession.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps sessions for any number of nodes. Every implementation passes {@code SessionStoreContractTest}.
 *
 * <p><b>Visibility.</b> When a method that writes returns, every later {@link #load} on any node sees the write
 * (unless the store was configured to read eventually consistent).
 *
 * <p><b>Absent.</b> A session that was deleted, renamed or has expired is absent, whether or not its bytes are still
 * somewhere. No method brings an absent session back, not even in part. A session of the same key but another creation
 * time is another session.
 *
 * <p><b>Times.</b> A store may cut a last accessed time to the second, but not below the creation time; what a method
 * returns are the times as they are stored. A session expires when {@link TouchPolicy#expiresAt} says so of those.
 *
 * <p><b>Concurrency.</b> Any thread may call any method at any time. Of two saves that set one attribute the one that
 * the store applies last wins; saves of different attributes both win.
 *
 * <p><b>Late attempts.</b> An attempt of a call may be applied after the call has returned or failed: the network can hold
 * it back while its repetition succeeds. Such an attempt undoes no change that was saved since, except that an attempt
 * of a save finds its base again if all names that it changes have come back, byte for byte, to what the caller knew, or
 * if it is the last one of a save that has lost nine races, and is never answered.
 * And a late attempt of {@link #create} may bring its session back that was deleted or renamed meanwhile; it then lives
 * until it expires.
 *
 * <p><b>Errors.</b> An implementation retries what is worth retrying, within its call timeout. Then {@link
 * StoreException} says that the outcome is unknown: the write may have been applied, and the same call may be made
 * again without harm. {@link StoreRefusalException} says that the call can never succeed as it is. An interruption of the
 * calling thread ends no call, and its flag is as it was when the call returns.
 */
public interface SessionStore extends AutoCloseable {

    /** How many logins of one user within five minutes are found at once. */
    int RECENT_LOGINS = 100;

    /** How many names {@link #saveIfKnown} changes at most. */
    int MOST_NAMES_AT_ONCE = 100;

    /**
     * Returns the session, or empty if it is absent. The key may come from a forged id: it costs one read.
     *
     * @throws StoreException if the store cannot tell; never to be taken for "absent"
     */
    Optional<StoredSession> load(SessionKey key);

    /**
     * Stores a new session. Calling it again after an unknown outcome with the same {@code token} and the same creation
     * time is no conflict: the session then has the content of one of the calls, and the result tells which.
     *
     * @param token random, made once per session by the caller
     * @return true if the stored session has exactly this content; false if an earlier call with this token stored it
     *     (follow up with {@link #save})
     * @throws SessionConflictException if another session has this key
     * @throws SessionTooLargeException if the store cannot hold it; nothing was written
     */
    boolean create(SessionKey key, StoredSession session, String token);

    /**
     * Takes the lock of a session and returns what is stored then; waits while someone else has it and its lease is not
     * over. A lock binds those who take one: a load, a touch, a delete, and a save without one do not ask for it.
     *
     * @param owner random, of this holding alone
     * @param lease how long the lock is held unless it is renewed or released
     * @param patience how long to wait at most
     * @return empty if the session is absent; nothing is locked then
     * @throws SessionLockedException if others had it all the time
     */
    Optional<LockedSession> lock(SessionKey key, String owner, Duration lease, Duration patience);

    /**
     * Holds a lock for another lease from now on. Also after its end, unless someone else has taken it since.
     *
     * @return empty if it is lost: no save under it will be applied any more
     */
    Optional<SessionLock> renewLock(SessionKey key, SessionLock held, Duration lease);

    /**
     * Applies changes in one atomic step. Times are written only if they are not the {@linkplain
     * SessionChanges#knownTimes known} ones. What the caller {@linkplain SessionChanges.Delta#known knows} of the names
     * that change is no condition: if it is out of date, the save takes a call more. A save whose answer was lost may
     * be applied once more, over what another save wrote while this one was under way.
     *
     * <p>A save {@linkplain SessionChanges#lockUse under a lock} may have no changes and give the lock back only.
     *
     * @return the times now stored as far as known, or empty if the session is absent and nothing was written. If times
     *     were to be written, and the store knew of a later access or of another inactive interval than the caller, these
     *     are kept and returned, unless the change sets the interval itself.
     * @throws SessionTooLargeException if the session would become larger than the store holds; nothing was written
     * @throws SessionLockLostException if the lock that it was to be made under is lost; nothing was written
     */
    Optional<SessionTimes> save(SessionKey key, SessionChanges changes);

    /**
     * Applies changes of values only if the names that change still have what the caller {@linkplain
     * SessionChanges.Delta#known knows} of them; unlike {@link #save}, which writes over what it finds.
     *
     * @param changes of at most {@value #MOST_NAMES_AT_ONCE} names
     * @return false if nothing was written
     */
    boolean saveIfKnown(SessionKey key, SessionChanges changes);

    /**
     * Stores a value that is too large for its session's item; a save that puts the reference into the session follows.
     * It is deleted with the {@linkplain #delete session}, or when it is no longer {@linkplain
     * LargeValueReference#keptUntil kept}.
     *
     * @param value as many bytes as the reference says
     */
    void saveLargeValue(LargeValueReference reference, byte[] value);

    /**
     * Loads a value that has items of its own.
     *
     * @param strongly false: at half the price, and empty also if it was stored only just now
     * @return empty if it is not there, or not whole
     */
    Optional<byte[]> loadLargeValue(LargeValueReference reference, boolean strongly);

    /**
     * Writes a last accessed time and the expiry that follows from it; never an earlier one than is stored.
     *
     * @param times as they are to be
     * @return the times now stored, or empty if the session is absent and nothing was written
     */
    Optional<SessionTimes> touch(SessionKey key, SessionTimes times);

    /**
     * Moves the session to another key and applies changes, in one atomic step: at any moment exactly one of the two
     * keys has the session, and no change that another node saved under the old key is lost.
     *
     * @param loaded what the caller last loaded or knows to be stored; if it is out of date the store loads again
     * @return the session as it is now stored under {@code to}, or empty if it is absent and nothing was written
     * @throws SessionConflictException if another session has the key {@code to}
     * @throws SessionLockLostException as for {@link #save}
     */
    Optional<StoredSession> rename(SessionKey from, SessionKey to, StoredSession loaded, SessionChanges changes);

    /**
     * Deletes the session created at {@code creationTime} with all its values, also if it has expired; not if it was revoked or claimed, so
     * that its end is told once.
     *
     * @return true if this call deleted it. Of all concurrent callers one gets true; another one does too only if it had
     *     to repeat its attempt and could not learn what became of the first.
     */
    boolean delete(SessionKey key, Instant creationTime);

    /**
     * Returns sessions of a part of the application that expired at {@code due} or before, those that expired first in
     * front. It may be late to name a session and late to drop one: {@link #claimExpired} tells. Sessions that were
     * stored without expiry events are not among them. Pages that follow each other name no session twice, unless its
     * time changes meanwhile.
     *
     * @param shard as of {@link SessionKey#shard}
     * @param after where the page before ended, of the same shard; empty: from the beginning
     * @param limit the most to return
     */
    ExpiredPage findExpired(int shard, Instant due, Optional<String> after, int limit);

    /**
     * Claims a session that expired at {@code due} or before, to tell of its end and then {@linkplain #deleteClaimed
     * delete} it. Of all callers one has the claim until its lease is over; then another one may get it. A claimed
     * session is absent for every node, however its clock goes.
     *
     * @param lease rounded up to the second
     * @return empty if the session is not there, not expired by then, or claimed by someone else
     * @throws DamagedSessionException if it was to be claimed and cannot be read; {@link #findExpired} does not return it
     *     again
     */
    Optional<ClaimedSession> claimExpired(SessionKey key, Instant due, Duration lease);

    /**
     * Deletes a claimed session.
     *
     * @return false if it was deleted, claimed by someone else, or replaced by a new session meanwhile; as of {@link
     *     #delete}, one whose attempt had to be repeated counts as deleted by this call
     */
    boolean deleteClaimed(ClaimedSession claimed);

    /**
     * Returns living sessions of a part of the application, those that expire first in front. It may be late to name a
     * session and late to drop one. Sessions that never expire, or were stored without expiry events, are not among them.
     *
     * @param shard as of {@link SessionKey#shard}
     * @param limit the most to return
     */
    List<SessionKey> findLiving(int shard, int limit);

    /** Returns the times of a living session as they were a moment ago, without what it holds; at half the price of a load. */
    Optional<SessionTimes> findTimes(SessionKey key);

    /**
     * Returns the living sessions of a user, those created first in front: all that were saved with this user by calls that
     * had returned when this one was made, on any node, however lately. They are read as strongly as the store can,
     * whatever its configuration says of loads.
     *
     * <p>Of more than {@value #RECENT_LOGINS} logins of one user within five minutes, those beyond may be found later.
     */
    Map<SessionKey, SessionTimes> findByUser(UserKey user);

    /**
     * Ends a living session. It is absent at once, for every node, however its clock goes. If it was stored with expiry
     * events, {@link #findExpired} returns it, and {@link #claimExpired} gives it to one node that tells of its end; else it
     * is deleted.
     *
     * @param owner whose it must be to be ended; empty: anyone's
     * @return true if this call ended it; of concurrent callers one gets true, or none if the answer to it was lost
     */
    boolean revoke(SessionKey key, Optional<UserKey> owner);

    /**
     * Why no call can be made yet, if the store could not be reached when it was opened. Once this is empty it stays so, and
     * calls alone tell. It asks nobody.
     */
    Optional<String> obstacle();

    /** Calls and capacity units so far. */
    StoreStatistics statistics();

    /** Where it is told what becomes of the calls. */
    SessionMetrics metrics();

    /** Frees what the store acquired itself; waits for no call. Calling it twice is no error. */
    @Override
    void close();
}
