package io.github.dynamosession.it;

import io.github.dynamosession.cluster.DropInJar;
import io.github.dynamosession.cluster.TomcatNode;
import io.github.dynamosession.cluster.TomcatNodeBuilder;
import io.github.dynamosession.cluster.TomcatVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** A Tomcat with the packaged manager and four web applications, all of them the test web application. */
final class TestTomcat implements Node, AutoCloseable {

    static final String TABLE = "integration-tests";

    private static final Path WEBAPP = Path.of("target", "test-webapp");
    private static final String CART = "WEB-INF/classes/io/github/dynamosession/testapp/attribute/Cart.class";

    /** Web application to attributes of its context. Two share one cookie; "older" is an older release of "app". */
    private static final Map<String, String> CONTEXTS = Map.of(
            "app", "",
            "older", "",
            "one", "sessionCookiePath=\"/\" crossContext=\"true\"",
            "two", "sessionCookiePath=\"/\" crossContext=\"true\"");

    private static final String CONTEXT_XML = """
            <Context backgroundProcessorDelay="1" %s>
              <Realm className="org.apache.catalina.realm.MemoryRealm"/>
              <Manager className="io.github.dynamosession.tomcat.DynamoDbManager" tableName="%s" endpoint="%s"
                       region="eu-central-1" createTable="true" applicationName="%s" ignoredUris="/[a-z]+/ignored/.*"
                       sweepInterval="PT1S" processExpiresFrequency="1"/>
            </Context>
            """;

    private static final String USERS = """
            <tomcat-users>
              <user username="ann" password="secret" roles="user"/>
            </tomcat-users>
            """;

    private final TomcatNode tomcat;

    private TestTomcat(TomcatNode tomcat) {
        this.tomcat = tomcat;
    }

    static TestTomcat start(TomcatVersion version, String route, URI dynamoDb) {
        TomcatNodeBuilder builder = TomcatNode.builder(version)
                .name(version.name().toLowerCase(Locale.ROOT) + "-" + route)
                .jar(DropInJar.tomcat());
        CONTEXTS.keySet().forEach(name -> builder.webapp(name, WEBAPP));
        TestTomcat node = new TestTomcat(builder.build());
        try {
            node.configure(route, dynamoDb);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        node.tomcat.start();
        return node;
    }

    private void configure(String route, URI dynamoDb) throws IOException {
        Path conf = tomcat.base().resolve("conf");
        Path contexts = Files.createDirectories(conf.resolve("Catalina/localhost"));
        for (Map.Entry<String, String> context : CONTEXTS.entrySet()) {
            String name = context.getKey();
            String application = name.equals("older") ? Table.APPLICATION : name;
            Files.writeString(
                    contexts.resolve(name + ".xml"),
                    CONTEXT_XML.formatted(context.getValue(), TABLE, dynamoDb, application));
        }
        Files.writeString(conf.resolve("tomcat-users.xml"), USERS);
        Files.delete(tomcat.base().resolve("webapps/older").resolve(CART));
        configureServer(conf.resolve("server.xml"), route);
    }

    /** A route, and HTTP/2 without TLS. */
    private static void configureServer(Path serverXml, String route) throws IOException {
        String shipped = Files.readString(serverXml);
        String configured = shipped.replace(
                        "<Engine name=\"Catalina\" defaultHost=\"localhost\">",
                        "<Engine name=\"Catalina\" defaultHost=\"localhost\" jvmRoute=\"" + route + "\">")
                .replaceFirst(
                        "(?s)(<Connector address=[^>]*?)/>",
                        "$1><UpgradeProtocol className=\"org.apache.coyote.http2.Http2Protocol\"/></Connector>");
        Files.writeString(serverXml, configured);
    }

    void awaitReady() {
        tomcat.awaitReady();
        if (control().status() != 200) {
            throw new IllegalStateException("the web application did not start:\n" + tomcat.log());
        }
    }

    @Override
    public URI uri() {
        return tomcat.url();
    }

    @Override
    public String toString() {
        return tomcat.name();
    }

    @Override
    public void close() {
        tomcat.close();
    }
}
