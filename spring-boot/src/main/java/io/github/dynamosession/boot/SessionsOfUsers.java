package io.github.dynamosession.boot;

import io.github.dynamosession.store.UserSession;
import io.github.dynamosession.store.UserSessions;
import jakarta.servlet.ServletContext;
import java.util.List;
import java.util.Optional;

/** Finds the application's {@link UserSessions} with each call: in Tomcat they are there later than its beans. */
record SessionsOfUsers(ServletContext application) implements UserSessions {

    private UserSessions now() {
        return Optional.ofNullable((UserSessions) application.getAttribute(CONTEXT_ATTRIBUTE))
                .orElseThrow(() -> new IllegalStateException(
                        "the sessions of this application are not in DynamoDB, or its container has not started"));
    }

    @Override
    public List<UserSession> find(String user) {
        return now().find(user);
    }

    @Override
    public boolean revoke(String user, String handle) {
        return now().revoke(user, handle);
    }

    @Override
    public int revokeAll(String user) {
        return now().revokeAll(user);
    }

    @Override
    public int revokeAllBut(String user, String sessionId) {
        return now().revokeAllBut(user, sessionId);
    }

    @Override
    public String handleOf(String sessionId) {
        return now().handleOf(sessionId);
    }
}
