package io.github.dynamosession.tomcat;

import io.github.dynamosession.node.request.SessionIds;
import jakarta.security.auth.message.config.AuthConfigFactory;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.catalina.Context;
import org.apache.catalina.Pipeline;
import org.apache.catalina.Valve;
import org.apache.catalina.authenticator.AuthenticatorBase;
import org.apache.catalina.authenticator.Constants;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.jspecify.annotations.Nullable;

/**
 * Two valves around the authenticator of a context, which asks for the session of every request: who is logged in may be
 * there. Between the two, a session whose id {@linkplain SessionIds#saysNoLogin says} that nobody is costs no look-up, unless
 * the request has to be authenticated: that is done in its session.
 *
 * <p>All others that ask for the session, be it a valve before or behind, get what is stored.
 */
final class AroundAuthenticator {

    /** Other authenticators may keep what they like in sessions. */
    private static final String TOMCATS_OWN = AuthenticatorBase.class.getPackageName();

    private final Supplier<Optional<? extends Look>> looks;
    private final @Nullable AuthenticatorBase authenticator;
    private final String jaspicContext;
    private final Link before = new Link(this::enter);
    private final Link behind = new Link(this::leave);

    /** What a request looks up. */
    interface Look {

        /**
         * The authenticator has the request.
         *
         * @param asksForLoginOnly whether it wants nothing of the session but the login that it has
         */
        void authenticating(boolean asksForLoginOnly);

        /** It has passed the request on. */
        void authenticated();
    }

    /** What one of the two does with a request. */
    private interface Step {
        void take(Look look, Request request);
    }

    private AroundAuthenticator(Context context, Supplier<Optional<? extends Look>> looks) {
        this.looks = looks;
        this.authenticator = context.getAuthenticator() instanceof AuthenticatorBase base
                        && base.getClass().getPackageName().equals(TOMCATS_OWN)
                        && base.getChangeSessionIdOnAuthentication()
                ? base
                : null;
        ServletContext servlets = context.getServletContext();
        this.jaspicContext = servlets.getVirtualServerName() + " " + servlets.getContextPath();
    }

    /**
     * Puts the valves around the authenticator, which is in the pipeline when the manager starts.
     *
     * @param looks that of the request that the thread is serving in this context
     */
    static AroundAuthenticator enter(Context context, Supplier<Optional<? extends Look>> looks) {
        AroundAuthenticator around = new AroundAuthenticator(context, looks);
        around.link(context.getPipeline());
        return around;
    }

    private void link(Pipeline pipeline) {
        if (authenticator == null) {
            return;
        }
        for (Valve valve = pipeline.getFirst(); valve != null; valve = valve.getNext()) {
            if (valve.getNext() == authenticator) { // ours is the first of all
                behind.setNext(authenticator.getNext());
                authenticator.setNext(behind);
                before.setNext(authenticator);
                valve.setNext(before);
                return;
            }
        }
    }

    /** The other way round; requests that are between the valves come to their end. */
    void leave(Pipeline pipeline) {
        pipeline.removeValve(before);
        pipeline.removeValve(behind);
    }

    /**
     * Whether an id of this application may say that its session has no login: a login gives a session another id, unless the
     * authenticator is told not to.
     */
    boolean mayIdsSayNoLogin() {
        return authenticator != null;
    }

    private void enter(Look look, Request request) {
        look.authenticating(asksForLoginOnly(request));
    }

    private void leave(Look look, Request request) {
        look.authenticated();
    }

    /** Whether Tomcat passes the request on when it has asked its session for a login. */
    private boolean asksForLoginOnly(Request request) {
        Context context = request.getContext();
        String id = request.getRequestedSessionId();
        return id != null
                && SessionIds.saysNoLogin(id)
                && !context.getPreemptiveAuthentication()
                && !request.getDecodedRequestURI().endsWith(Constants.FORM_ACTION)
                && context.getRealm().findSecurityConstraints(request, context) == null
                && !hasJaspicProvider();
    }

    private boolean hasJaspicProvider() {
        AuthConfigFactory factory = AuthConfigFactory.getFactory();
        return factory != null && factory.getConfigProvider("HttpServlet", jaspicContext, null) != null;
    }

    /** Not a {@code ValveBase}: neither started nor stopped, and nothing that operators would look at. */
    private final class Link implements Valve {

        private final Step step;
        private volatile @Nullable Valve next;

        Link(Step step) {
            this.step = step;
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            looks.get().ifPresent(look -> step.take(look, request));
            getNext().invoke(request, response);
        }

        @Override
        @SuppressWarnings("NullAway") // a pipeline gives each valve its next one
        public Valve getNext() {
            return next;
        }

        @Override
        public void setNext(Valve valve) {
            next = valve;
        }

        @Override
        public void backgroundProcess() {}

        @Override
        public boolean isAsyncSupported() {
            return true;
        }
    }
}
