package io.github.dynamosession.it;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.cluster.Ports;
import io.github.dynamosession.cluster.ServerNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A node with one web application for each way to log in, all of them the test web application: "basic", "digest",
 * "cert"; on Tomcat also "portable" and "node-local", whose users a JAAS login module gives. It listens with TLS, too.
 */
final class LoginNode implements Node {

    static final Table TABLE = new Table(DynamoDbLocal.shared().endpoint(), "logins");

    private static final Map<ContainerKind, LoginNode> SHARED = new EnumMap<>(ContainerKind.class);
    private static final List<String> EVERYWHERE = List.of("app", "basic", "digest", "cert");
    private static final List<String> JAAS = List.of("portable", "node-local");

    /** What Tomcat's documentation calls "key" and "opaque" is random on each node unless it is set. */
    private static final Map<String, String> AUTHENTICATORS = Map.of(
            "basic",
            "<Valve className='org.apache.catalina.authenticator.BasicAuthenticator' alwaysUseSession='true'/>",
            "digest",
            "<Valve className='org.apache.catalina.authenticator.DigestAuthenticator' cache='true' alwaysUseSession='true'"
                    + " key='common' opaque='common'/>");

    private static final Map<String, String> METHODS =
            Map.of("basic", "BASIC", "digest", "DIGEST", "cert", "CLIENT-CERT");

    private static final String JAAS_REALM = """
            <Realm className="org.apache.catalina.realm.JAASRealm" configFile="jaas.config" appName="%s"
                userClassNames="io.github.dynamosession.testapp.jaas.NodeLocalUser,io.github.dynamosession.testapp.jaas.PortableUser"
                roleClassNames="io.github.dynamosession.testapp.jaas.Role"/>
            """;

    private static final String TOMCAT_TLS = """
            <Connector address="127.0.0.1" port="%d" SSLEnabled="true" scheme="https" secure="true">
              <SSLHostConfig certificateVerification="required" truststoreFile="%s" truststorePassword="%s">
                <Certificate certificateKeystoreFile="%2$s" certificateKeystorePassword="%3$s" certificateKeyAlias="nodes"/>
              </SSLHostConfig>
            </Connector>
            """;

    private static final String JETTY_TLS = """
            jetty.ssl.host=127.0.0.1
            jetty.ssl.port=%d
            jetty.sslContext.keyStorePath=%s
            jetty.sslContext.keyStorePassword=%s
            jetty.sslContext.keyManagerPassword=%3$s
            jetty.sslContext.trustStorePath=%2$s
            jetty.sslContext.trustStorePassword=%3$s
            jetty.sslContext.needClientAuth=true
            --module=https
            """;

    private final ContainerKind kind;
    private final ServerNode server;
    private final int tlsPort = Ports.free();

    private LoginNode(ContainerKind kind) {
        this.kind = kind;
        StoreProperties store = StoreProperties.of(
                        TABLE.name(), DynamoDbLocal.shared().endpoint())
                .with("createTable", "true")
                .with("expiryEvents", "false");
        List<Webapp> webapps = names().map(name -> Webapp.of(name, store.with("applicationName", name)))
                .toList();
        server = kind.node("login", webapps);
        try {
            configure(server.base());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.start();
    }

    /** The node of this kind, for all tests of this JVM; it runs. */
    static synchronized LoginNode of(ContainerKind kind) {
        for (ContainerKind each : ContainerKind.values()) {
            SHARED.computeIfAbsent(each, LoginNode::new); // all start side by side
        }
        LoginNode node = SHARED.get(kind);
        node.server.awaitReady();
        return node;
    }

    /** A node of the same container in its other version. */
    LoginNode other() {
        return of(kind.otherVersion());
    }

    @Override
    public URI uri() {
        return server.url();
    }

    /** The same node, where clients show a certificate. */
    Node withTls() {
        return () -> URI.create("https://127.0.0.1:" + tlsPort);
    }

    private Stream<String> names() {
        return Stream.concat(EVERYWHERE.stream(), kind.isJetty() ? Stream.empty() : JAAS.stream());
    }

    private void configure(Path base) throws IOException {
        for (Map.Entry<String, String> method : METHODS.entrySet()) {
            replace(
                    base.resolve("webapps/" + method.getKey() + "/WEB-INF/web.xml"),
                    "<auth-method>FORM",
                    "<auth-method>" + method.getValue());
        }
        if (kind.isJetty()) {
            configureJetty(base);
        } else {
            configureTomcat(base.resolve("conf"));
        }
    }

    private void configureTomcat(Path conf) throws IOException {
        Path contexts = conf.resolve("Catalina/localhost");
        for (Map.Entry<String, String> each : AUTHENTICATORS.entrySet()) {
            replace(contexts.resolve(each.getKey() + ".xml"), "</Context>", each.getValue() + "</Context>");
        }
        for (String each : JAAS) {
            replace(
                    contexts.resolve(each + ".xml"),
                    "<Realm className=\"org.apache.catalina.realm.MemoryRealm\"/>",
                    JAAS_REALM.formatted(each));
        }
        replace(
                conf.resolve("tomcat-users.xml"),
                "</tomcat-users>",
                "<user username=\"CN=ann\" password=\"\" roles=\"user\"/></tomcat-users>");
        replace(conf.resolve("server.xml"), "<Engine ", tls(TOMCAT_TLS) + "<Engine ");
    }

    /**
     * Jetty asks for the user of a certificate by its name and an empty password. The ini file comes before the node's: what
     * follows a module of Jakarta EE reaches nothing but its environment.
     */
    private void configureJetty(Path base) throws IOException {
        Path cert = base.resolve("webapps/cert.xml");
        replace(cert, "<Arg>ann</Arg>", "<Arg>CN=ann</Arg>");
        replace(cert, "<Arg>secret</Arg>", "<Arg>MD5:d41d8cd98f00b204e9800998ecf8427e</Arg>");
        Files.writeString(base.resolve("start.d/a-tls.ini"), tls(JETTY_TLS));
    }

    private String tls(String template) {
        return template.formatted(tlsPort, TestKeys.ofNodes(), TestKeys.PASSWORD);
    }

    private static void replace(Path file, String text, String replacement) throws IOException {
        String before = Files.readString(file);
        if (!before.contains(text)) {
            throw new IllegalStateException("no " + text + " in " + file);
        }
        Files.writeString(file, before.replace(text, replacement));
    }
}
