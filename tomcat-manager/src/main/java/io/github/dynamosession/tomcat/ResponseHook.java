package io.github.dynamosession.tomcat;

import jakarta.servlet.http.HttpServletResponse;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
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
 * takes itself out after the last byte; after a broken connection it is found and replaced by {@link #install}.
 */
final class ResponseHook implements ActionHook {

    private static final VarHandle HOOK = hookField();

    private final Response response;
    private final ActionHook connection;
    private final RequestScope scope;
    private boolean told; // the client, that there was a failure

    private ResponseHook(Response response, ActionHook connection, RequestScope scope) {
        this.response = response;
        this.connection = connection;
        this.scope = scope;
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
        switch (action) {
            case COMMIT -> {
                if (!response.isCommitted()) {
                    beforeCommit();
                }
            }
            case CLIENT_FLUSH -> beforeMoreBytes(action, param);
            case CLOSE -> {
                beforeMoreBytes(action, param);
                HOOK.compareAndSet(response, this, connection);
            }
            default -> {}
        }
        connection.action(action, param);
    }

    private void beforeCommit() {
        RuntimeException failure = failureAfterSave();
        if (failure != null && !told && response.getStatus() < 500) {
            told = true;
            boolean upgraded = response.getStatus() == HttpServletResponse.SC_SWITCHING_PROTOCOLS;
            StoreFailures.replaceHead(response, failure);
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

    private void beforeMoreBytes(ActionCode action, @Nullable Object param) {
        if (told) {
            return;
        }
        RuntimeException failure = failureAfterSave();
        if (failure != null && response.isCommitted() && response.getStatus() < 500) {
            // The client must not take the response for complete: end the connection before its last byte.
            told = true;
            StoreFailures.log(failure);
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
