package io.github.dynamosession.tomcat;

import io.github.dynamosession.node.session.LocalSessions;
import io.github.dynamosession.node.values.ValueRules;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.payload.EncryptionKeys;
import java.util.List;
import java.util.Optional;
import org.apache.catalina.Context;
import org.apache.catalina.Manager;
import org.apache.catalina.valves.CrawlerSessionManagerValve;

/** How the sessions of one web application are stored, from its configuration and its class loader. */
final class SessionRules {

    /** Tomcat's own classes in attributes: the nonces of its CSRF filter. */
    private static final List<String> CONTAINER_ATTRIBUTE_CLASSES = List.of("org.apache.catalina.filters.*");

    /** Tomcat's own classes in a principal or in the request that FORM login keeps. */
    static final List<String> CONTAINER_CLASSES = List.of(
            "org.apache.catalina.realm.*",
            "org.apache.catalina.authenticator.*",
            "org.apache.tomcat.util.buf.*",
            "jakarta.servlet.http.*");

    private final Manager manager;
    private final SessionStoreConfig config;
    private final ClassLoader classLoader;

    SessionRules(Context context, Manager manager, SessionStoreConfig config) {
        this.manager = manager;
        this.config = config;
        this.classLoader = context.getLoader().getClassLoader();
    }

    LocalSessions liveSessions(SessionStore store, Optional<EncryptionKeys> keys) {
        return LocalSessions.of(
                store,
                config,
                keys,
                ValueRules.forAttributes(
                        config,
                        classLoader,
                        CONTAINER_ATTRIBUTE_CLASSES,
                        (name, value) -> isNodeLocal(manager, name, value)),
                ValueRules.forContainerState(config, classLoader, CONTAINER_CLASSES),
                ContainerState.LOGIN);
    }

    /** Attributes that Tomcat itself or the operator's filters keep out of what leaves the node. */
    static boolean isNodeLocal(Manager manager, String name, Object value) {
        return name.equals(CrawlerSessionManagerValve.class.getName())
                || name.equals("javax.security.auth.subject")
                || !manager.willAttributeDistribute(name, value);
    }
}
