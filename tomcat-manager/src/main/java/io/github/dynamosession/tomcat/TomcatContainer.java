package io.github.dynamosession.tomcat;

import io.github.dynamosession.node.SessionContainer;
import io.github.dynamosession.node.expiry.ExpiredSessions;
import io.github.dynamosession.node.session.LocalSession;
import io.github.dynamosession.node.users.ContainerLogin;
import io.github.dynamosession.node.values.ValueRules;
import io.github.dynamosession.store.SessionStoreConfig;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.Manager;
import org.apache.catalina.valves.CrawlerSessionManagerValve;

/**
 * What the sessions of one web application need from Tomcat.
 *
 * @param expiry tells the application of sessions that have expired
 */
record TomcatContainer(Manager manager, ExpiredSessions expiry) implements SessionContainer {

    /** Tomcat's own classes in attributes: the nonces of its CSRF filter. */
    private static final List<String> CONTAINER_ATTRIBUTE_CLASSES = List.of("org.apache.catalina.filters.*");

    /** Tomcat's own classes in a principal or in the request that FORM login keeps. */
    static final List<String> CONTAINER_CLASSES = List.of(
            "org.apache.catalina.realm.*",
            "org.apache.catalina.authenticator.*",
            "org.apache.tomcat.util.buf.*",
            "jakarta.servlet.http.*");

    @Override
    public String context() {
        return ApplicationNames.of(manager.getContext());
    }

    @Override
    public ValueRules attributeRules(SessionStoreConfig config) {
        return ValueRules.forAttributes(
                config, classLoader(), CONTAINER_ATTRIBUTE_CLASSES, (name, value) -> isNodeLocal(manager, name, value));
    }

    @Override
    public ValueRules containerStateRules(SessionStoreConfig config) {
        return ValueRules.forContainerState(config, classLoader(), CONTAINER_CLASSES);
    }

    private ClassLoader classLoader() {
        return manager.getContext().getLoader().getClassLoader();
    }

    @Override
    public ContainerLogin login() {
        return ContainerState.LOGIN;
    }

    @Override
    public void setContextAttribute(String name, Object value) {
        manager.getContext().getServletContext().setAttribute(name, value);
    }

    @Override
    public void removeContextAttribute(String name) {
        manager.getContext().getServletContext().removeAttribute(name);
    }

    @Override
    public void expired(String id, LocalSession session) {
        expiry.expired(id, session);
    }

    /** Does what may run code of the application, on whatever thread: a look-up or a save encodes its values. */
    static void inApplication(Context context, Runnable action) {
        ClassLoader before = context.bind(false, null);
        try {
            action.run();
        } finally {
            context.unbind(false, before);
        }
    }

    /** Attributes that Tomcat itself or the operator's filters keep out of what leaves the node. */
    static boolean isNodeLocal(Manager manager, String name, Object value) {
        return name.equals(CrawlerSessionManagerValve.class.getName())
                || WebSocketBindings.isOne(name)
                || name.equals("javax.security.auth.subject")
                || !manager.willAttributeDistribute(name, value);
    }
}
