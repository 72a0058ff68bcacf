package io.github.dynamosession.jetty;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.eclipse.jetty.security.Constraint;
import org.eclipse.jetty.security.SecurityHandler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ContextHandler;

/** Which requests need a logged-in user. */
final class SecurityConstraints {

    private static final boolean SECURITY_IS_THERE = isSecurityThere();

    private SecurityConstraints() {}

    /** Tells whether a user has to log in for this request; false in a context without security. */
    static boolean apply(ContextHandler context, Request request) {
        return SECURITY_IS_THERE && Jetty.requiresLogin(context, request);
    }

    private static boolean isSecurityThere() {
        try {
            Class.forName(
                    "org.eclipse.jetty.security.SecurityHandler", false, SecurityConstraints.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false; // jetty-security is not on the class path
        }
    }

    /** What may be loaded only if jetty-security is there. The method asked is not public, and nothing public tells. */
    private static final class Jetty {

        private static final MethodHandle GET_CONSTRAINT = getConstraint();

        static boolean requiresLogin(ContextHandler context, Request request) {
            SecurityHandler security = context.getDescendant(SecurityHandler.class);
            if (security == null) {
                return false;
            }
            try {
                Constraint constraint =
                        (Constraint) GET_CONSTRAINT.invoke(security, Request.getPathInContext(request), request);
                return constraint != null && needsUser(constraint.getAuthorization());
            } catch (Throwable e) {
                throw new IllegalStateException("Jetty's security constraints cannot be asked", e);
            }
        }

        private static boolean needsUser(Constraint.Authorization authorization) {
            return authorization != Constraint.Authorization.ALLOWED
                    && authorization != Constraint.Authorization.INHERIT;
        }

        private static MethodHandle getConstraint() {
            try {
                return MethodHandles.privateLookupIn(SecurityHandler.class, MethodHandles.lookup())
                        .findVirtual(
                                SecurityHandler.class,
                                "getConstraint",
                                MethodType.methodType(Constraint.class, String.class, Request.class));
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }
    }
}
