package io.github.dynamosession.tomcat;

import io.github.dynamosession.node.session.LocalSession;
import io.github.dynamosession.store.Printable;
import java.io.Serial;
import org.apache.catalina.Session;
import org.apache.tomcat.util.ExceptionUtils;

/** A session that expired in the store, to tell the application of its end: no request is or will be in it. */
final class ExpiredSession extends DynamoDbSession {

    @Serial
    private static final long serialVersionUID = 1L;

    ExpiredSession(DynamoDbManager owner) {
        super(owner);
    }

    /** Ends it with all events, as its own class does when it expires in memory. */
    void end(String sessionId, LocalSession expired) {
        id = sessionId;
        use(expired);
        adoptTimes();
        isValid = true;
        expire();
    }

    @Override
    boolean isEndedByStore() {
        return true;
    }

    /** {@inheritDoc} A value that fails costs only its own events: there is no one to tell. */
    @Override
    protected void removeAttributeInternal(String name, boolean notify) {
        removeAtTheEnd(this, name, () -> super.removeAttributeInternal(name, notify));
    }

    /** Removes an attribute of a session that has expired, and logs what its listeners make of it. */
    static void removeAtTheEnd(Session session, String name, Runnable removal) {
        try {
            removal.run();
        } catch (Throwable e) {
            ExceptionUtils.handleThrowable(e);
            session.getManager()
                    .getContext()
                    .getLogger()
                    .error("attribute " + Printable.of(name) + " failed at the end of its session", e);
        }
    }
}
