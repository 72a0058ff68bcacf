package io.github.dynamosession.jetty;

import io.github.dynamosession.store.Loggers;
import io.github.dynamosession.store.Printable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.eclipse.jetty.session.ManagedSession;
import org.eclipse.jetty.session.SessionData;
import org.eclipse.jetty.session.SessionManager;

/** The end of a session that expired in the store: its events, as Jetty fires them when one expires in memory. */
final class ExpiredSession {

    private static final Logger LOG = Loggers.of(ExpiredSession.class);

    private ExpiredSession() {}

    static void end(ManagedSession session) {
        SessionManager manager = session.getSessionManager();
        session.beginInvalidate();
        try {
            manager.onSessionDestroyed(session);
        } finally {
            session.getSessionData().getKeys().forEach(name -> unbind(session, name));
            session.finishInvalidate();
        }
    }

    /** A value that fails costs only its own events: there is no one to tell. Jetty would leave out all that follow. */
    private static void unbind(ManagedSession session, String name) {
        SessionData data = session.getSessionData();
        try {
            Object value = data.setAttribute(name, null);
            if (value != null) {
                session.getSessionManager().onSessionAttributeUpdate(session, name, value, null);
            }
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.ERROR, "attribute " + Printable.of(name) + " failed at the end of its session", e);
        }
    }
}
