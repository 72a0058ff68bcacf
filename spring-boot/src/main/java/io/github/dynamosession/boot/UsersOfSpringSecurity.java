package io.github.dynamosession.boot;

import io.github.dynamosession.store.UserSessions;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionBindingEvent;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;

/**
 * Says whose a session is when Spring Security keeps a login in it, however the user has logged in. An application that
 * says so itself after the login has the last word.
 */
final class UsersOfSpringSecurity implements HttpSessionAttributeListener {

    @Override
    public void attributeAdded(HttpSessionBindingEvent event) {
        name(event.getSession(), event.getValue());
    }

    /** {@inheritDoc} The event's value is the one before. */
    @Override
    public void attributeReplaced(HttpSessionBindingEvent event) {
        if (event.getValue() instanceof SecurityContext) {
            name(event.getSession(), event.getSession().getAttribute(event.getName()));
        }
    }

    @Override
    public void attributeRemoved(HttpSessionBindingEvent event) {
        if (event.getValue() instanceof SecurityContext) {
            forget(event.getSession());
        }
    }

    private static void name(HttpSession session, Object value) {
        if (value instanceof SecurityContext context) {
            user(context).ifPresent(user -> session.setAttribute(UserSessions.USER_ATTRIBUTE, user));
        }
    }

    private static Optional<String> user(SecurityContext context) {
        return Optional.ofNullable(context.getAuthentication())
                .filter(new AuthenticationTrustResolverImpl()::isAuthenticated)
                .map(Authentication::getName);
    }

    private static void forget(HttpSession session) {
        try {
            session.removeAttribute(UserSessions.USER_ATTRIBUTE);
        } catch (IllegalStateException e) {
            // the session ends, as a whole
        }
    }
}
