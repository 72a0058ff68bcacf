package io.github.dynamosession.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.store.UserSessions;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EventListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.ObjectName;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.session.SessionHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start took is given back, however it ends; and it may be tried again. */
class StartTest {

    private static final Map<String, String> SOUND = Map.of(
            "tableName", "core",
            "createTable", "true",
            "region", "eu-central-1",
            "endpoint", DynamoDbLocal.shared().endpoint().toString());

    private final AtomicBoolean failing = new AtomicBoolean(true);
    private final Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    /** Whatever fails: here what the container does last, when the store is open already. */
    @Test
    void aStartThatFailsAtItsLastStepLeavesNothingBehind() throws Exception {
        serveWith(SOUND);
        ContextHandler refusing = new ContextHandler(new SessionHandler(), "/") {
            @Override
            public boolean addEventListener(EventListener listener) {
                if (failing.get() && listener instanceof RequestScopes) {
                    throw new NoClassDefFoundError("as the test wants");
                }
                return super.addEventListener(listener);
            }
        };
        server.setHandler(refusing);

        assertThatThrownBy(server::start).isInstanceOf(NoClassDefFoundError.class);
        await().untilAsserted(() -> assertThat(ourThreads()).isEmpty());
        assertThat(refusing.getContext().getAttribute(UserSessions.CONTEXT_ATTRIBUTE))
                .isNull();
        ObjectName figures = new ObjectName("io.github.dynamosession:type=DynamoDbSessions,context=\"/\"");
        assertThat(ManagementFactory.getPlatformMBeanServer().isRegistered(figures))
                .isFalse();

        failing.set(false);
        server.stop();
        server.start();
        assertThat(refusing.isStarted()).isTrue();
        assertThat(ManagementFactory.getPlatformMBeanServer().getAttribute(figures, "StoreLoads"))
                .isEqualTo(0L);
    }

    @Test
    void aWrongPropertyIsSaidInOneLineWithoutAStack() {
        Map<String, String> wrong = new HashMap<>(SOUND);
        wrong.put("callTimout", "PT1S");
        wrong.put("maxAttempts", "0");
        serveWith(wrong);
        server.setHandler(new ContextHandler(new SessionHandler(), "/"));

        assertThatThrownBy(server::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(
                        "sessions of /: ", "callTimout", "did you mean callTimeout?", "maxAttempts=0 must be")
                .hasNoCause()
                .satisfies(failure -> assertThat(failure.getStackTrace()).isEmpty());
    }

    @Test
    void soIsAPropertyThatIsMisspelledInAnIniFile(@TempDir Path jettyBase) throws Exception {
        Files.writeString(
                jettyBase.resolve("start.ini"),
                "jetty.session.dynamodb.createTabel=true\n#jetty.session.dynamodb.no=1\n");
        Path directory = Files.createDirectory(jettyBase.resolve("start.d"));
        Files.writeString(
                directory.resolve("session-store-dynamodb.ini"),
                "--module=session-store-dynamodb\njetty.session.dynamodb.callTimout = PT1S\njetty.session.dynamodb.maxAttempts=4\n");
        DynamoDbSessionDataStoreFactory factory = new DynamoDbSessionDataStoreFactory(SOUND);
        factory.addUnknownNames(jettyBase.toString());
        server.addBean(factory);
        server.addBean(new DynamoDbSessionCacheFactory());
        server.setHandler(new ContextHandler(new SessionHandler(), "/"));

        assertThatThrownBy(server::start)
                .hasMessageContainingAll("did you mean createTable?", "did you mean callTimeout?");
    }

    @Test
    void theCacheRefusesAnotherStore() {
        server.addBean(new DynamoDbSessionCacheFactory()); // and no store: Jetty makes one that keeps nothing
        server.setHandler(new ContextHandler(new SessionHandler(), "/shop"));

        assertThatThrownBy(server::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(
                        "sessions of /shop: ",
                        "DynamoDbSessionCache needs a DynamoDbSessionDataStore",
                        "org.eclipse.jetty.session.NullSessionDataStore",
                        "add a DynamoDbSessionDataStoreFactory")
                .hasNoCause();
    }

    private void serveWith(Map<String, String> properties) {
        server.addBean(new DynamoDbSessionDataStoreFactory(properties));
        server.addBean(new DynamoDbSessionCacheFactory());
    }

    private static List<String> ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("dynamosession-"))
                .toList();
    }
}
