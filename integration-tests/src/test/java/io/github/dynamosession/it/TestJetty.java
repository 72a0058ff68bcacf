package io.github.dynamosession.it;

import io.github.dynamosession.cluster.DropInJar;
import io.github.dynamosession.cluster.JettyNode;
import io.github.dynamosession.cluster.JettyNodeBuilder;
import io.github.dynamosession.cluster.JettyVersion;
import io.github.dynamosession.cluster.ServerNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Jettys with the packaged module. */
final class TestJetty {

    /** Users of the one realm that the test web application names: Jetty does not start it without. */
    static final String USERS = """
            <Get name="securityHandler">
              <Set name="loginService">
                <New class="org.eclipse.jetty.security.HashLoginService">
                  <Arg>test</Arg>
                  <Call name="setUserStore">
                    <Arg>
                      <New class="org.eclipse.jetty.security.UserStore">
                        <Call name="addUser">
                          <Arg>ann</Arg>
                          <Arg>
                            <Call class="org.eclipse.jetty.util.security.Credential" name="getCredential">
                              <Arg>secret</Arg>
                            </Call>
                          </Arg>
                          <Arg><Array type="String"><Item>user</Item></Array></Arg>
                        </Call>
                      </New>
                    </Arg>
                  </Call>
                </New>
              </Set>
            </Get>
            """;

    private static final String SHARED_COOKIE = """
            <Set name="crossContextDispatchSupported">true</Set>
            <Call name="setInitParameter"><Arg>org.eclipse.jetty.session.SessionPath</Arg><Arg>/</Arg></Call>
            """;

    /** Jetty's defaults, for one web application of a server with other ones. */
    private static final String SESSIONS_OF_JETTY = """
            <Get id="sessions" name="sessionHandler">
              <Set name="sessionCache">
                <New class="org.eclipse.jetty.session.DefaultSessionCache">
                  <Arg><Ref refid="sessions"/></Arg>
                  <Set name="sessionDataStore"><New class="org.eclipse.jetty.session.NullSessionDataStore"/></Set>
                </New>
              </Set>
            </Get>
            """;

    private static final String PROPERTY = """
            <Call name="setAttribute"><Arg>jetty.session.dynamodb.%s</Arg><Arg>%s</Arg></Call>
            """;

    private TestJetty() {}

    static ServerNode node(JettyVersion version, String name, List<Webapp> webapps, Map<String, String> environment) {
        JettyNodeBuilder builder = JettyNode.builder(version)
                .name(name)
                .unzip(DropInJar.jettyModule())
                .module("session-store-dynamodb")
                .module("jmx")
                .module("ee-websocket-jakarta")
                .property("jetty.sessionIdManager.workerName", name.replaceAll("[^0-9a-z]", ""))
                .property("jetty.deploy.scanInterval", "1");
        environment.forEach(builder::environment);
        for (Webapp webapp : webapps) {
            builder.webapp(webapp.name(), Webapp.FILES).setUp(webapp.name(), setUp(webapp));
            // a web application may have one only where the server has one, too
            webapp.store()
                    .map(properties -> properties.byName().get("readinessPath"))
                    .ifPresent(path -> builder.property("jetty.session.dynamodb.readinessPath", path));
        }
        JettyNode node = builder.build();
        if (Webapp.anyEncrypts(webapps)) {
            putBesideTheModule(DropInJar.encryption(), node);
        }
        return node;
    }

    static void putBesideTheModule(Path jar, JettyNode node) {
        try {
            Files.copy(jar, node.base().resolve("lib/dynamosession").resolve(jar.getFileName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String setUp(Webapp webapp) {
        String sessions = webapp.store().map(TestJetty::properties).orElse(SESSIONS_OF_JETTY);
        return USERS + (webapp.sharesCookie() ? SHARED_COOKIE : "") + sessions;
    }

    private static String properties(StoreProperties properties) {
        return properties.byName().entrySet().stream()
                .map(property -> PROPERTY.formatted(property.getKey(), property.getValue()))
                .collect(Collectors.joining());
    }
}
