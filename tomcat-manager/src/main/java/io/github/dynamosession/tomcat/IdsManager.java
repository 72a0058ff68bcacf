package io.github.dynamosession.tomcat;

import io.github.dynamosession.node.request.SessionIds;
import org.apache.catalina.Session;
import org.apache.catalina.authenticator.Constants;
import org.apache.catalina.connector.Request;
import org.jspecify.annotations.Nullable;

/**
 * Which ids the sessions of a manager get: an id tells by itself that its session has no login of the container. So nobody has
 * to read the session of a request only to see who is logged in.
 */
abstract class IdsManager extends InUseManager {

    private static final StackWalker CALLERS = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    /** Whether ids may tell so. */
    abstract boolean mayIdsSayNoLogin();

    /** For a session in which nobody is logged in, nor about to be. */
    final String newIdWithoutLogin() {
        String id = generateSessionId();
        return mayIdsSayNoLogin() ? SessionIds.sayingNoLogin(id) : id;
    }

    /** {@inheritDoc} It says nothing of a login. */
    @Override
    protected String generateSessionId() {
        return SessionIds.sayingNothing(super.generateSessionId());
    }

    /**
     * {@inheritDoc}
     *
     * <p>An authenticator does this just before it tells the session who is logged in.
     */
    @Override
    public String rotateSessionId(Session session) {
        String newId = isCalledByRequest() && hasNoLogin(session) ? newIdWithoutLogin() : generateSessionId();
        changeSessionId(session, newId, true, true);
        return newId;
    }

    /** Then it is the application that wants another id, and no authenticator. */
    private static boolean isCalledByRequest() {
        return CALLERS.walk(frames -> frames.map(StackWalker.StackFrame::getDeclaringClass)
                .filter(type -> !IdsManager.class.isAssignableFrom(type))
                .findFirst()
                .filter(Request.class::equals)
                .isPresent());
    }

    private static boolean hasNoLogin(Session session) {
        return session.getPrincipal() == null
                && session.getAuthType() == null
                && isAbsent(session.getNote(Constants.FORM_REQUEST_NOTE))
                && isAbsent(session.getNote(Constants.SESSION_ID_NOTE));
    }

    private static boolean isAbsent(@Nullable Object note) {
        return note == null;
    }
}
