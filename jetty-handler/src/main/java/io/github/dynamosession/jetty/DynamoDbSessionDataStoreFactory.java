package io.github.dynamosession.jetty;

import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.dynamodb.DynamoDbSessionStore;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.session.AbstractSessionDataStoreFactory;
import org.eclipse.jetty.session.SessionDataStore;
import org.eclipse.jetty.session.SessionManager;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the sessions of a Jetty server in DynamoDB, so that any node serves any request of any session. Belongs on the
 * server together with a {@link DynamoDbSessionCacheFactory}, as {@link DynamoDbSessions} installs both; where properties
 * are texts:
 *
 * <pre>{@code
 * server.addBean(new DynamoDbSessionDataStoreFactory(Map.of("tableName", "http-sessions")));
 * server.addBean(new DynamoDbSessionCacheFactory());
 * }</pre>
 *
 * <p>The properties are those of {@link SessionStoreConfig}. A context overrides one by a context attribute of the name
 * {@code jetty.session.dynamodb.<property>}; its {@code applicationName} is by default its context path. They are
 * checked when a context starts: a wrong one stops that start with one message.
 *
 * <p>Grace and save period, which the superclass has, mean nothing here: see {@code touchInterval} and {@code
 * sweepInterval}.
 */
public final class DynamoDbSessionDataStoreFactory extends AbstractSessionDataStoreFactory
        implements LifeCycle.Listener {

    private final Map<String, String> properties = new TreeMap<>();
    private final ReadinessHandler readiness = new ReadinessHandler();

    private final Function<SessionStoreConfig, SessionStore> opener;

    /** With every property at its default. */
    public DynamoDbSessionDataStoreFactory() {
        this(Map.of());
    }

    /** @param properties name to text, as in the reference of properties */
    public DynamoDbSessionDataStoreFactory(Map<String, String> properties) {
        this(properties, DynamoDbSessionStore::open);
    }

    DynamoDbSessionDataStoreFactory(Map<String, String> properties, Function<SessionStoreConfig, SessionStore> opener) {
        this.properties.putAll(properties);
        this.opener = opener;
    }

    /** Sets one property, for XML; null or an empty text leaves the default. */
    public void setProperty(String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            properties.put(name, value);
        }
    }

    /**
     * For the module's XML, which passes on what it knows by name: adds the properties of this module that the ini files of a
     * {@code JETTY_BASE} have under a name that does not exist, so that the start fails with them.
     *
     * @throws UncheckedIOException if a file cannot be read
     */
    public void addUnknownNames(String jettyBase) {
        IniFiles.of(Path.of(jettyBase)).properties().forEach((name, value) -> {
            if (!SessionStoreConfig.propertyNames().contains(name)) {
                properties.put(name, value);
            }
        });
    }

    /**
     * {@inheritDoc} Of the server whose bean this is: it tells its beans that listen. A server that nobody asks keeps its
     * handlers, and with them the names that its contexts have in JMX.
     */
    @Override
    public void lifeCycleStarting(LifeCycle starting) {
        if (starting instanceof Server server && properties.containsKey(ReadinessHandler.PROPERTY)) {
            readiness.enter(server);
        }
    }

    @Override
    public SessionDataStore getSessionDataStore(SessionManager manager) {
        return new DynamoDbSessionDataStore(properties, opener, readiness);
    }
}
