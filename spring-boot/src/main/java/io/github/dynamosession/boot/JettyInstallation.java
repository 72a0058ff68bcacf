package io.github.dynamosession.boot;

import io.github.dynamosession.jetty.DynamoDbSessions;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.session.SessionManager;

/** Gives the application's Jetty its sessions. */
record JettyInstallation(SessionSettings settings) {

    /**
     * With {@code server.servlet.session.persistent}, which DevTools sets, Spring Boot has given the contexts a cache of
     * their own before, whose sessions are in files.
     */
    void install(Server server) {
        server.getContainedBeans(SessionManager.class).forEach(context -> context.setSessionCache(null));
        settings.applyTo(DynamoDbSessions.configure()).install(server);
    }
}
