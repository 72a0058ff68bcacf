package io.github.dynamosession.jetty;

import io.github.dynamosession.jetty.RequestScope.LookUp;
import io.github.dynamosession.node.lease.SessionLocks;
import io.github.dynamosession.node.request.RequestUnit;
import java.util.Optional;
import java.util.regex.Pattern;
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
final class RequestScopes implements ContextScopeListener, AutoCloseable {

    /** One entry of the stack of scopes that a thread is in: contexts may be nested. */
    private record Entered(
            @Nullable RequestScope scope,
            RequestUnit.Binding changes,
            @Nullable Entered outer) {}

    private final ThreadLocal<Entered> entered = new ThreadLocal<>();
    private final String attribute = RequestScopes.class.getName() + "@" + System.identityHashCode(this);
    private final ContextHandler contextHandler;
    private final DynamoDbSessionCache cache;
    private final Optional<Pattern> ignoredUris;
    private final SessionLocks locks;

    private RequestScopes(
            ContextHandler contextHandler,
            DynamoDbSessionCache cache,
            Optional<Pattern> ignoredUris,
            SessionLocks locks) {
        this.contextHandler = contextHandler;
        this.cache = cache;
        this.ignoredUris = ignoredUris;
        this.locks = locks;
    }

    /** Scopes for requests of a context from now on, until they are closed. */
    static RequestScopes open(ContextHandler context, DynamoDbSessionCache cache, DynamoDbSessionDataStore store) {
        RequestScopes scopes = new RequestScopes(context, cache, store.ignoredUris(), store.locks());
        context.addEventListener(scopes);
        return scopes;
    }

    @Override
    public void close() {
        contextHandler.removeEventListener(this);
    }

    /** The scope of the request that this thread is serving in the context, or null. */
    @Nullable
    RequestScope current() {
        Entered now = entered.get();
        return now == null ? null : now.scope();
    }

    @Override
    public void enterScope(Context context, @Nullable Request request) {
        Entered outer = entered.get();
        RequestScope scope = request != null ? scopeOf(request) : outer == null ? null : outer.scope();
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
    }

    private @Nullable RequestScope scopeOf(Request request) {
        if (request.getAttribute(attribute) instanceof RequestScope known) {
            return known;
        }
        RequestScope opened = new RequestScope(
                lookUp(request),
                request.getHttpURI().getPath(),
                isLocking(request),
                scope -> cache.holdEnd(request, scope));
        try {
            request.addHttpStreamWrapper(stream -> new SessionStream(stream, opened, cache));
        } catch (IllegalStateException e) {
            return null; // the request is over, and is entered once more for its listeners
        }
        request.setAttribute(attribute, opened);
        return opened;
    }

    private LookUp lookUp(Request request) {
        if (isIgnored(request)) {
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
        return path != null && locks.cover(path);
    }

    /** A URI that only some users may see is never ignored: without its session the user would seem logged out. */
    private boolean isIgnored(Request request) {
        String path = request.getHttpURI().getDecodedPath();
        return path != null // as in "OPTIONS *"
                && ignoredUris
                        .filter(pattern -> pattern.matcher(path).matches())
                        .isPresent()
                && !SecurityConstraints.apply(contextHandler, request);
    }
}
