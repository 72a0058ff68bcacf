package io.github.dynamosession.jetty;

import org.eclipse.jetty.session.ManagedSession;
import org.eclipse.jetty.session.SessionData;
import org.eclipse.jetty.session.SessionManager;
import org.eclipse.jetty.util.thread.AutoLock;

/** A session object that knows whether requests are in it, and is of no more use to new ones when the last one has left. */
abstract class CountedSession extends ManagedSession {

    private boolean forgotten; // guarded by _lock

    CountedSession(SessionManager manager, SessionData data) {
        super(manager, data);
    }

    /** One more request is in the session; false if the cache has forgotten this object meanwhile. */
    boolean enter() {
        try (AutoLock lock = lock()) {
            if (!forgotten) {
                _requests++;
            }
            return !forgotten;
        }
    }

    boolean isLastRequest() {
        return getRequests() <= 1;
    }

    /** One request less; true if it was the last one, and no other may enter this object any more. */
    boolean leave() {
        try (AutoLock lock = lock()) {
            _requests--;
            forgotten |= _requests <= 0;
            if (_requests <= 0) {
                setResident(false);
            }
            return _requests <= 0;
        }
    }

    /**
     * The application uses the session, which it may have kept: a WebSocket endpoint, a thread that outlives its request.
     *
     * @return true if no request is in this object any more; another object may have its place
     */
    boolean enterAgain() {
        try (AutoLock lock = lock()) {
            _requests++;
            setResident(true);
            return forgotten;
        }
    }

    boolean isOpen() {
        try (AutoLock lock = lock()) {
            return _state == State.VALID || _state == State.CHANGING;
        }
    }
}
