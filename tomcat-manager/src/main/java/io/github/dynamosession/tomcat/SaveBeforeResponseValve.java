package io.github.dynamosession.tomcat;

import io.github.dynamosession.node.NodeSessions;
import io.github.dynamosession.node.request.ReadinessProbe;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.Context;
import org.apache.catalina.Realm;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;

/**
 * Saves a request's session after the application returned and before its response is sent, while the response can
 * still become a 503; {@link ResponseHook} does the rest. It is the first valve of the context, so that what the
 * authenticator does (login, redirect to the login page) is saved too.
 */
final class SaveBeforeResponseValve extends ValveBase {

    /** Where a request has its scope; Tomcat removes it when the request object is to serve another request. */
    static final String SCOPE_NOTE = RequestScope.class.getName();

    private final DynamoDbManager manager;

    SaveBeforeResponseValve(DynamoDbManager manager) {
        super(true); // or asynchronous requests would be refused in this context
        this.manager = manager;
    }

    void enter(@Nullable Context context) {
        if (context != null) {
            context.getPipeline().addValve(this);
        }
    }

    void leave(@Nullable Context context) {
        if (context != null) {
            context.getPipeline().removeValve(this);
        }
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (!manager.isManagerOf(request.getContext())) { // another one has just replaced it
            getNext().invoke(request, response);
            return;
        }
        if (!request.isAsyncDispatching()) { // that one may outlive the manager
            ReadinessProbe probe = manager.running().node().readinessProbe();
            int contextPathLength = request.getContext().getPath().length();
            if (probe.isAt(request.getDecodedRequestURI(), contextPathLength)) {
                tell(response, probe.answer());
                return;
            }
        }
        RequestScope scope = scope(request);
        ResponseHook.install(response.getCoyoteResponse(), scope);
        try (RequestScope.Binding bound = scope.bind()) {
            serve(request, response, scope);
        } finally {
            scope.lookUps().forget();
        }
    }

    private static void tell(Response response, ReadinessProbe.Answer answer) throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        response.getWriter().write(answer.text());
    }

    private void serve(Request request, Response response, RequestScope scope) throws IOException, ServletException {
        try {
            if (!scope.lookUps().hasFailedEarly()) {
                scope.enterPipeline();
                try {
                    getNext().invoke(request, response);
                } finally {
                    scope.leavePipeline();
                }
            }
            if (scope.failure() == null && !request.isAsync() && !response.isCommitted()) {
                scope.saveAtReturn();
            }
        } catch (RuntimeException e) {
            if (e != scope.failure()) {
                throw e;
            }
        } finally {
            unlock(request, scope);
        }
        RuntimeException failure = scope.failure();
        if (failure != null && !request.isAsync() && !response.isCommitted()) {
            FailedResponse.answer(request, response, failure);
        }
    }

    private static void unlock(Request request, RequestScope scope) {
        if (!request.isAsync()) {
            saveAndUnlock(scope);
        } else if (scope.hasLocks()) {
            request.getAsyncContextInternal().addListener(new UnlockOnComplete(scope));
        }
    }

    /** What fails here is the request's failure. */
    static void saveAndUnlock(RequestScope scope) {
        try {
            scope.saveAndUnlock();
        } catch (RuntimeException e) {
            scope.fail(e);
        }
    }

    /** The scope lives as long as the request: an asynchronous dispatch comes through here again. */
    RequestScope scope(Request request) {
        RequestScope scope = (RequestScope) request.getNote(SCOPE_NOTE);
        if (scope == null) {
            NodeSessions node = manager.running().node();
            boolean locking = node.locks(request.getDecodedRequestURI());
            scope = new RequestScope(manager, node, request, isIgnored(request), locking);
            EarlyLookUps.take(manager, request.getCoyoteRequest().getMimeHeaders())
                    .ifPresent(scope.lookUps()::takeOver);
            request.setNote(SCOPE_NOTE, scope);
        }
        return scope;
    }

    /** A URI under a security constraint is never ignored: without its session the user would seem logged out. */
    private boolean isIgnored(Request request) {
        if (!manager.running().node().ignores(request.getDecodedRequestURI())) {
            return false;
        }
        Context context = request.getContext();
        Realm realm = context.getRealm();
        return realm == null || realm.findSecurityConstraints(request, context) == null;
    }
}
