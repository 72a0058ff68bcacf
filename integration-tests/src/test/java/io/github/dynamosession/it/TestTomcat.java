package io.github.dynamosession.it;

import io.github.dynamosession.cluster.DropInJar;
import io.github.dynamosession.cluster.ServerNode;
import io.github.dynamosession.cluster.TomcatNode;
import io.github.dynamosession.cluster.TomcatNodeBuilder;
import io.github.dynamosession.cluster.TomcatVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tomcats with the packaged manager. */
final class TestTomcat {

    private static final String CONTEXT_XML = """
            <Context backgroundProcessorDelay="1" %s>
              <Realm className="org.apache.catalina.realm.MemoryRealm"/>
              %s
            </Context>
            """;

    private static final String USERS = """
            <tomcat-users>
              <user username="ann" password="secret" roles="user"/>
            </tomcat-users>
            """;

    private TestTomcat() {}

    static ServerNode node(TomcatVersion version, String name, List<Webapp> webapps, Map<String, String> environment) {
        TomcatNodeBuilder builder = TomcatNode.builder(version).name(name).jar(DropInJar.tomcat());
        if (Webapp.anyEncrypts(webapps)) {
            builder.jar(DropInJar.encryption());
        }
        environment.forEach(builder::environment);
        webapps.forEach(webapp -> builder.webapp(webapp.name(), Webapp.FILES));
        TomcatNode node = builder.build();
        try {
            configure(node.base().resolve("conf"), name, webapps);
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void configure(Path conf, String route, List<Webapp> webapps) throws IOException {
        Path contexts = Files.createDirectories(conf.resolve("Catalina/localhost"));
        for (Webapp webapp : webapps) {
            Files.writeString(contexts.resolve(webapp.name() + ".xml"), contextXml(webapp));
        }
        Files.writeString(conf.resolve("tomcat-users.xml"), USERS);
        configureServer(conf.resolve("server.xml"), route);
    }

    private static String contextXml(Webapp webapp) {
        String sharing = webapp.sharesCookie() ? "sessionCookiePath=\"/\" crossContext=\"true\"" : "";
        return CONTEXT_XML.formatted(
                sharing, webapp.store().map(TestTomcat::manager).orElse(""));
    }

    private static String manager(StoreProperties properties) {
        String attributes = properties.byName().entrySet().stream()
                .map(property -> property.getKey() + "=\"" + property.getValue() + "\"")
                .collect(Collectors.joining(" "));
        return "<Manager className=\"io.github.dynamosession.tomcat.DynamoDbManager\" processExpiresFrequency=\"1\" "
                + attributes + "/>";
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
}
