package io.github.dynamosession.store;

import java.util.List;

/**
 * The sessions of an application by their users: to show users where they are logged in, and to log them out elsewhere.
 * A web application finds it in its {@code ServletContext}:
 *
 * <pre>{@code
 * UserSessions sessions = (UserSessions) getServletContext().getAttribute(UserSessions.CONTEXT_ATTRIBUTE);
 * sessions.revokeAllBut(user, request.getSession().getId());
 * }</pre>
 *
 * Look it up when it is needed: it is there while requests are served, in Tomcat not yet when {@code contextInitialized} is
 * called.
 *
 * <p><b>Whose a session is.</b> Its {@link #USER_ATTRIBUTE}, if that is a {@code String}; else the user whom the container
 * has logged in. It counts from the save that writes it, which is over when the response of the login reaches the client:
 * the request that logs a user in does not find its own session yet.
 *
 * <p><b>Complete.</b> Every living session that was saved with this user, on any node, before the method was called is
 * found, also right after its login or after a change of its id. (Of more than a hundred logins of one user within five
 * minutes, those beyond are found when DynamoDB's index has them, mostly within a second.)
 *
 * <p><b>Revoked.</b> A revoked session is gone for the next request on every node; what a request that is in it just now
 * goes on to save is dropped. One node tells the application's listeners, soon after, as of a session that has expired;
 * of sessions stored with {@code expiryEvents=false} no one is told.
 *
 * <p>Any thread may call any method. Each makes several calls to DynamoDB: it is for what users and operators do now and
 * then, not for every request.
 *
 * <p>Every method but {@link #handleOf} throws {@link StoreException} if the store cannot tell, and {@link
 * IllegalStateException} if the configuration says {@code userIndex=false}.
 */
public interface UserSessions {

    /** Name of the {@code ServletContext} attribute that holds the application's {@code UserSessions}. */
    String CONTEXT_ATTRIBUTE = "io.github.dynamosession.UserSessions";

    /**
     * Name of the session attribute that says whose the session is, for applications whose login the container does not
     * know. Set it at the login, and remove it at a logout that keeps the session.
     */
    String USER_ATTRIBUTE = "io.github.dynamosession.user";

    /** The living sessions of a user, those created first in front. */
    List<UserSession> find(String user);

    /**
     * Ends one session of a user.
     *
     * @param handle untrusted: it ends nothing if it is another user's session, or none
     * @return true if this call ended it
     */
    boolean revoke(String user, String handle);

    /**
     * Ends all sessions of a user: logs the user out everywhere.
     *
     * @return how many this call ended
     */
    int revokeAll(String user);

    /**
     * Ends all sessions of a user but one: after a change of the password, say.
     *
     * @param sessionId of the session to keep, as the container has it, also if the running request has just changed it
     * @return how many this call ended
     */
    int revokeAllBut(String user, String sessionId);

    /** The handle under which {@link #find} lists the session of this id, if it does. */
    String handleOf(String sessionId);
}
