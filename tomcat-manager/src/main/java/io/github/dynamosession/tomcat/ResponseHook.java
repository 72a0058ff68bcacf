package io.github.dynamosession.tomcat;

import jakarta.servlet.http.HttpServletResponse;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.coyote.ActionCode;
import org.apache.coyote.ActionHook;
import org.apache.coyote.Response;
import org.jspecify.annotations.Nullable;

/**
 * Stands between Tomcat's response and its connection, and saves the session before bytes leave: at the commit of the
 * header, at every flush, and before the last byte. A valve alone comes too late for bodies larger than the buffer,
 * flushes, error pages and asynchronous requests; no public interface of Tomcat comes early enough.
 *
 * <p>Lives for one request. HTTP/1.1 keeps the response object for the next request of the connection, so that the hook
 * takes itself out after the last byte. After a broken connection it stays, and takes itself out when it finds that the
 * request is not its own any more: the next one may be for an application that is none of ours.
 */
final class ResponseHook implements ActionHook {

    private static final VarHandle HOOK = hookField();

    private final Response response;
    private final ActionHook connection;
    private final RequestScope scope;
    private final HeldEnd end; // guarded by itself: the limit ends it on another thread
    private boolean told; // the client, that there was a failure

    private ResponseHook(Response response, ActionHook connection, RequestScope scope) {
        this.response = response;
        this.connection = connection;
        this.scope = scope;
        this.end = new HeldEnd(response);
    }

    static void install(Response response, RequestScope scope) {
        ActionHook present = (ActionHook) HOOK.getVolatile(response);
        if (present instanceof ResponseHook mine) {
            if (mine.scope == scope) {
                return; // an asynchronous dispatch
            }
            present = mine.connection;
        }
        HOOK.setVolatile(response, new ResponseHook(response, present, scope));
    }

    @Override
    public void action(ActionCode action, @Nullable Object param) {
        if (!scope.isServed()) { // the objects of a broken connection serve another request by now
            HOOK.compareAndSet(response, this, connection);
            connection.action(action, param);
            return;
        }
        switch (action) {
            case COMMIT -> commit(param);
            case CLIENT_FLUSH -> moreBytes(action, param);
            case CLOSE -> {
                if (moreBytes(action, param)) {
                    HOOK.compareAndSet(response, this, connection);
                }
            }
            case CLOSE_NOW -> {
                if (isIoAllowed()) { // the application fails after it has answered
                    releaseEnd();
                }
                connection.action(action, param);
            }
            case IS_ERROR -> { // Tomcat asks that last, before it recycles a request, and also when one becomes
                // asynchronous
                if (!scope.isInAsyncWork()) {
                    releaseEnd();
                }
                connection.action(action, param);
                if (!scope.isAsync()) { // all that it changed is saved, or will not be
                    scope.end();
                }
            }
            default -> connection.action(action, param);
        }
    }

    private void commit(@Nullable Object param) {
        if (response.isCommitted()) {
            return;
        }
        if (holdsBack(ActionCode.COMMIT)) {
            return;
        }
        beforeCommit();
        connection.action(ActionCode.COMMIT, param);
    }

    /** Returns false if they are held back. */
    private boolean moreBytes(ActionCode action, @Nullable Object param) {
        if (holdsBack(action)) {
            return false;
        }
        if (releaseEnd(action)) {
            return action == ActionCode.CLOSE;
        }
        beforeMoreBytes();
        connection.action(action, param);
        return true;
    }

    // ---------------------------------------------------------------- the end of a response

    /**
     * What the application changes after the last byte would come too late for the next request on another node. So the
     * end of the response waits until Tomcat has done with the request, or for {@link LastBytes#HELD_AT_MOST}.
     */
    private boolean holdsBack(ActionCode action) {
        synchronized (end) {
            boolean held = end.holdsClose()
                    || (!end.isOver() && !told && scope.mayChangeSession() && HeldEnd.isEnd(action, response));
            if (held) {
                end.hold(action);
                if (!end.isLimited() && scope.isInApplication()) {
                    end.limitTo(scope.lastBytes().after(this::releaseEnd));
                }
            }
            return held;
        }
    }

    /** Returns false if nothing is held, to which this would be added. */
    private boolean releaseEnd(ActionCode last) {
        synchronized (end) {
            boolean holding = end.isHolding();
            if (holding) {
                end.hold(last);
                releaseEnd();
            }
            return holding;
        }
    }

    private void releaseEnd() {
        synchronized (end) {
            if (!end.isHolding() || !scope.isServed()) {
                return;
            }
            boolean headerToCome = end.reopenHeader();
            ActionCode action = end.end();
            if (headerToCome) {
                beforeCommit();
            } else {
                beforeMoreBytes();
            }
            connection.action(action, response);
            scope.answered();
            if (action == ActionCode.CLOSE && !scope.isInApplication()) { // else its end is to be noticed
                HOOK.compareAndSet(response, this, connection);
            }
        }
    }

    private boolean isIoAllowed() {
        AtomicBoolean allowed = new AtomicBoolean();
        connection.action(ActionCode.IS_IO_ALLOWED, allowed);
        return allowed.get();
    }

    // ---------------------------------------------------------------- saves

    private void beforeCommit() {
        RuntimeException failure = failureAfterSave();
        if (failure != null && !told && response.getStatus() < 500) {
            told = true;
            boolean upgraded = response.getStatus() == HttpServletResponse.SC_SWITCHING_PROTOCOLS;
            FailedResponse.replaceHead(response, failure, scope.sessionCookieName());
            if (upgraded) { // Tomcat sends what it has when it upgrades the connection, which must not be
                connection.action(ActionCode.CLIENT_FLUSH, null);
                connection.action(ActionCode.CLOSE_NOW, failure);
                return;
            }
            // Ended at once: what the application still writes must not follow the header as a body (HTTP/2 resets a
            // stream whose body is longer than announced).
            connection.action(ActionCode.CLOSE, null);
        }
    }

    private void beforeMoreBytes() {
        if (told) {
            return;
        }
        RuntimeException failure = failureAfterSave();
        if (failure != null && response.isCommitted() && response.getStatus() < 500) {
            // The client must not take the response for complete: end the connection before its last byte.
            told = true;
            FailedResponse.log(failure);
            connection.action(ActionCode.CLOSE_NOW, failure);
        }
    }

    /** Once the store has failed the request, nothing more of it is saved. */
    private @Nullable RuntimeException failureAfterSave() {
        if (scope.failure() != null) {
            return scope.failure();
        }
        try {
            scope.save();
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }

    private static VarHandle hookField() {
        try {
            return MethodHandles.privateLookupIn(Response.class, MethodHandles.lookup())
                    .findVarHandle(Response.class, "hook", ActionHook.class);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "this Tomcat's org.apache.coyote.Response has no accessible field 'hook'; without it a session cannot"
                            + " be saved before its response is sent. On the module path, open org.apache.coyote to"
                            + " io.github.dynamosession.tomcat; else use a supported Tomcat (10.1 or 11)",
                    e);
        }
    }
}
