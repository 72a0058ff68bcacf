package io.github.dynamosession.demo;

import io.github.dynamosession.cluster.DropInJar;
import io.github.dynamosession.cluster.TomcatNodeBuilder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.postgresql.Driver;

/** What keeps the sessions of a Tomcat. */
enum SessionKeeping {
    /** What one node knows the other does not. */
    OF_TOMCAT("Tomcat's own manager", "<Context/>", Answers.LEFT_OPEN),
    /** A request that writes the whole session back takes along what it has not changed. */
    FILE_STORE("`PersistentValve`, `FileStore`", persistentManager("""
                <Store className="org.apache.catalina.session.FileStore" directory="${shared.directory}"/>"""), Answers.LEFT_OPEN),
    JDBC_STORE(
            "`PersistentValve`, `DataSourceStore` (PostgreSQL)",
            persistentManager("""
                <Store className="org.apache.catalina.session.DataSourceStore" dataSourceName="jdbc/sessions"
                       localDataSource="true"/>""").replace("</Context>", """
              <Resource name="jdbc/sessions" type="javax.sql.DataSource" maxTotal="20" maxWaitMillis="10000"
                        driverClassName="org.postgresql.Driver" url="${jdbc.url}"/>
            </Context>"""),
            Answers.LEFT_OPEN),
    DYNAMODB_STORE("`PersistentValve`, `DynamoDbStore`", dynamoDbStore(), Answers.LEFT_OPEN),
    DYNAMODB_STORE_TOO_LATE("the same, if the application closes its answers itself", dynamoDbStore(), Answers.CLOSED),
    DYNAMODB_MANAGER("`DynamoDbManager`, whoever closes the answers", """
            <Context>
              <Manager className="io.github.dynamosession.tomcat.DynamoDbManager" createTable="true"
                       endpoint="${dynamodb.endpoint}" callTimeout="10s" attemptTimeout="10s"/>
            </Context>
            """, Answers.CLOSED);

    /** Whether the client has an answer before the servlet returns. */
    private enum Answers {
        LEFT_OPEN,
        CLOSED
    }

    private static String dynamoDbStore() {
        return persistentManager("""
                <Store className="io.github.dynamosession.tomcat.DynamoDbStore" createTable="true"
                       endpoint="${dynamodb.endpoint}" callTimeout="10s" attemptTimeout="10s"/>""");
    }

    private final String title;
    private final String contextXml;
    private final Answers answers;

    SessionKeeping(String title, String contextXml, Answers answers) {
        this.title = title;
        this.contextXml = contextXml;
        this.answers = answers;
    }

    private static String persistentManager(String store) {
        return """
            <Context>
              <Valve className="org.apache.catalina.valves.PersistentValve"/>
              <Manager className="org.apache.catalina.session.PersistentManager">
            %s
              </Manager>
            </Context>
            """.formatted(store);
    }

    String title() {
        return title;
    }

    String contextXml() {
        return contextXml;
    }

    /** Has what each of them needs, so that the node may change from one to another. */
    TomcatNodeBuilder on(TomcatNodeBuilder node, SharedStores stores) {
        return node.jar(DropInJar.tomcat())
                .jar(jarOf(Driver.class))
                .systemProperty("shared.directory", stores.directory().toString())
                .systemProperty("jdbc.url", stores.jdbcUrl())
                .systemProperty(
                        "dynamodb.endpoint", stores.dynamoDb().endpoint().toString())
                .systemProperty("demo.leaves.answers.open", String.valueOf(answers == Answers.LEFT_OPEN))
                .contextXml(contextXml);
    }

    private static Path jarOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
