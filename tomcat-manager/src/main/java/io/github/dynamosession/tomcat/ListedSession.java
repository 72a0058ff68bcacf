package io.github.dynamosession.tomcat;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionTimes;
import java.io.Serial;
import org.apache.catalina.session.StandardSession;

/**
 * A session of the application as an operator sees it who lists all of them: its key in place of its id, which the table
 * does not hold, and its times, which are read when the first of them is asked for. It can be ended. What it holds is not
 * shown.
 */
final class ListedSession extends StandardSession {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient DynamoDbManager owner;
    private final transient SessionKey key;

    @GuardedBy("this")
    private transient boolean asked;

    ListedSession(DynamoDbManager owner, SessionKey key) {
        super(owner);
        this.owner = owner;
        this.key = key;
        this.id = key.partitionKey();
        this.isValid = true;
    }

    private synchronized void askOnce() {
        if (!asked) {
            asked = true;
            thisAccessedTime = System.currentTimeMillis(); // of one that has ended meanwhile: it is not idle
            owner.running().all().timesOf(key).ifPresent(this::show);
        }
    }

    private void show(SessionTimes times) {
        creationTime = times.creationTime().toEpochMilli();
        lastAccessedTime = times.lastAccessedTime().toEpochMilli();
        thisAccessedTime = lastAccessedTime;
        maxInactiveInterval = (int) times.maxInactiveInterval().toSeconds();
    }

    @Override
    public boolean isValid() {
        return isValid;
    }

    @Override
    public long getCreationTime() {
        askOnce();
        return super.getCreationTime();
    }

    @Override
    public long getCreationTimeInternal() {
        askOnce();
        return super.getCreationTimeInternal();
    }

    @Override
    public long getThisAccessedTime() {
        askOnce();
        return super.getThisAccessedTime();
    }

    @Override
    public long getThisAccessedTimeInternal() {
        askOnce();
        return super.getThisAccessedTimeInternal();
    }

    @Override
    public long getLastAccessedTime() {
        askOnce();
        return super.getLastAccessedTime();
    }

    @Override
    public long getLastAccessedTimeInternal() {
        askOnce();
        return super.getLastAccessedTimeInternal();
    }

    @Override
    public long getIdleTimeInternal() {
        askOnce();
        return super.getIdleTimeInternal();
    }

    @Override
    public int getMaxInactiveInterval() {
        askOnce();
        return super.getMaxInactiveInterval();
    }

    /** {@inheritDoc} The application's listeners are told as of any session that ends without a request. */
    @Override
    public void expire(boolean notify) {
        if (isValid) {
            isValid = false;
            owner.running().all().end(key);
        }
    }

    @Override
    public void setAttribute(String name, Object value, boolean notify) {
        throw refusal(name);
    }

    @Override
    public void removeAttribute(String name, boolean notify) {
        throw refusal(name);
    }

    private static IllegalStateException refusal(String name) {
        return new IllegalStateException(
                "attribute " + name + " can be changed by a request of its session only; end the session instead");
    }
}
