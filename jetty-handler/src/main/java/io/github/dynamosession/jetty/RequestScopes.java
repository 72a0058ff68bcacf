package io.github.dynamosession.jetty;

import io.github.dynamosession.jetty.RequestScope.LookUp;
import io.github.dynamosession.node.request.RequestUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.Context;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandler.ContextScopeListener;
import org.jspecify.annotations.Nullable;

/**
 * The scopes of the requests in one context: opened when the request enters the context for the first time, which is
 * before Jetty looks up its session, and bound to every thread that the container runs it on.
 */
final class RequestScopes implements ContextScopeListener {

    /** One entry of the stack of scopes that a thread is in: contexts may be nested. */
    private record Entered(
            @Nullable RequestScope scope,
            RequestUnit.Binding changes,
            @Nullable Entered outer) {}

    private final ThreadLocal<Entered> entered = new ThreadLocal<>();
    private final String attribute = RequestScopes.class.getName() + "@" + System.identityHashCode(this);
    private final DynamoDbSessionCache cache;
    private final AtomicInteger inside = new AtomicInteger();
    private volatile @Nullable ContextHandler left;

    RequestScopes(DynamoDbSessionCache cache) {
        this.cache = cache;
    }

    /** Requests that enter the context from now on have a scope. */
    void enter(ContextHandler context) {
        left = null;
        context.addEventListener(this);
    }

    /**
     * The same, but no more. Threads that are in the context still tell when they leave it: else they would hold their
     * request, and with it the application, for as long as they live.
     */
    void leave(ContextHandler context) {
        left = context;
        removeIfUnused();
    }

    private void removeIfUnused() {
        ContextHandler context = left;
        if (context != null && inside.get() == 0) {
            context.removeEventListener(this);
        }
    }

    /** The scope of the request that this thread is serving in the context, or null. */
    @Nullable
    RequestScope current() {
        Entered now = entered.get();
        return now == null ? null : now.scope();
    }

    @Override
    public void enterScope(Context context, @Nullable Request request) {
        inside.incrementAndGet();
        Entered outer = entered.get();
        RequestScope scope =
                request != null && left == null ? scopeOf(context, request) : outer == null ? null : outer.scope();
        RequestUnit.Binding changes = scope == null ? () -> {} : scope.unit().bind();
        entered.set(new Entered(scope, changes, outer));
    }

    @Override
    public void exitScope(Context context, @Nullable Request request) {
        Entered now = entered.get();
        if (now == null) {
            return;
        }
        now.changes().close();
        if (now.outer() == null) {
            entered.remove();
        } else {
            entered.set(now.outer());
        }
        inside.decrementAndGet();
        removeIfUnused();
    }

    private @Nullable RequestScope scopeOf(Context context, Request request) {
        if (request.getAttribute(attribute) instanceof RequestScope known) {
            return known;
        }
        RequestScope opened = new RequestScope(
                lookUp(context, request),
                request.getHttpURI().getPath(),
                isLocking(request),
                cache.store().node().metrics(),
                scope -> cache.heldEnds().holdEnd(request, scope));
        try {
            request.addHttpStreamWrapper(stream -> new SessionStream(stream, opened, cache));
        } catch (IllegalStateException e) {
            return null; // the request is over, and is entered once more for its listeners
        }
        request.setAttribute(attribute, opened);
        return opened;
    }

    private LookUp lookUp(Context context, Request request) {
        if (isIgnored(context, request)) {
            return LookUp.NEVER;
        }
        String cookieName = cache.cookieName();
        long ids = Request.getCookies(request).stream()
                .map(HttpCookie::getName)
                .filter(cookieName::equalsIgnoreCase)
                .count();
        String parameters = request.getHttpURI().getParam();
        long inUri = parameters == null ? 0 : parameters.split(";").length;
        return ids + inUri > 1 ? LookUp.AT_ONCE : LookUp.AT_FIRST_USE;
    }

    private boolean isLocking(Request request) {
        String path = request.getHttpURI().getDecodedPath();
        return path != null && cache.store().node().locks(path);
    }

    /** A URI that only some users may see is never ignored: without its session the user would seem logged out. */
    private boolean isIgnored(Context context, Request request) {
        String path = request.getHttpURI().getDecodedPath();
        return path != null // as in "OPTIONS *"
                && cache.store().node().ignores(path)
                && !SecurityConstraints.apply(((ContextHandler.ScopedContext) context).getContextHandler(), request);
    }

    // ---------------------------------------------------------------- for the request of this thread

    /**
     * Makes a store call for the request of this thread; its failure is the request's. On a thread that Jetty has not
     * bound to a request (an asynchronous dispatch, one of the application) it is the session's.
     */
    <T> T call(DynamoDbSession session, Supplier<T> storeCall) {
        RequestScope scope = current();
        return scope == null ? session.call(storeCall) : scope.call(storeCall);
    }

    /** The same for what failed on the way; the container is to be thrown what it logs in one line. */
    RuntimeException failed(DynamoDbSession session, RuntimeException failure) {
        RequestScope scope = current();
        return scope == null ? session.fail(failure) : scope.fail(failure);
    }

    boolean isToLock(DynamoDbSession session) {
        RequestScope scope = current();
        return scope != null && scope.isToLock(session);
    }

    /** Locks the session for the request of this thread; false if it is gone. */
    boolean lock(DynamoDbSession session, DynamoDbSessionData data) {
        boolean there = data.lock();
        RequestScope scope = current();
        if (there && scope != null) {
            scope.locked(session);
        }
        return there;
    }

    boolean isResolving(DynamoDbSession session) {
        RequestScope scope = current();
        return scope != null && scope.isResolving(session);
    }

    /** Jetty has decided that the session is that of this thread's request; false if it has not just found it. */
    boolean resolved(DynamoDbSession session) {
        RequestScope scope = current();
        return scope != null && scope.resolved(session);
    }
}
