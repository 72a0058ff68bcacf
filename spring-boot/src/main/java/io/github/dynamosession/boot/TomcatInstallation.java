package io.github.dynamosession.boot;

import io.github.dynamosession.tomcat.DynamoDbManager;
import io.github.dynamosession.tomcat.DynamoDbSessions;
import org.apache.catalina.Context;
import org.apache.catalina.Engine;
import org.apache.catalina.Host;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;

/** Gives the application's Tomcat its sessions. */
record TomcatInstallation(SessionSettings settings) {

    void install(Context context) {
        settings.applyTo(DynamoDbSessions.configure()).install(context);
        if (context.getParent() instanceof Host host && host.getParent() instanceof Engine engine) {
            engine.getService().getServer().addLifecycleListener(event -> requireStarted(context, event));
        }
    }

    /** Tomcat goes on without a web application that did not start, and Spring Boot knows only that it did not. */
    private static void requireStarted(Context context, LifecycleEvent event) {
        if (event.getType().equals(Lifecycle.AFTER_START_EVENT)
                && context.getManager() instanceof DynamoDbManager manager) {
            manager.startFailure().ifPresent(failure -> {
                throw failure;
            });
        }
    }
}
