package io.github.dynamosession.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.UserSessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleListener;
import org.apache.catalina.Manager;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.session.PersistentManager;
import org.apache.catalina.session.StandardManager;
import org.apache.tomcat.util.IntrospectionUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is ours serves the web application whose manager is ours now, and no other. */
final class ManagerOfAContextTest {

    private final EmbeddedTomcat node = new EmbeddedTomcat();
    private final Client client = new Client();
    private final CountDownLatch broken = new CountDownLatch(1);

    @AfterEach
    void stop() {
        node.close();
    }

    private void serve(HttpServletRequest request, HttpServletResponse response) throws Exception {
        if (request.getRequestURI().endsWith("/long")) {
            request.getSession().setAttribute("user", "ann");
            writeUntilItBreaks(response);
        } else {
            HttpSession session = request.getSession();
            response.getWriter().print(session.getAttribute("user"));
            session.setAttribute("user", "ann");
        }
    }

    private void writeUntilItBreaks(HttpServletResponse response) throws IOException {
        OutputStream out = response.getOutputStream();
        try {
            while (true) {
                out.write(new byte[8192]);
                out.flush();
            }
        } finally {
            broken.countDown();
        }
    }

    private void answersWithSessions(String path) {
        assertThat(client.get(node.uri(path)).body()).isEqualTo("null");
        HttpResponse<String> next = client.get(node.uri(path));
        assertThat(next.statusCode()).isEqualTo(200);
        assertThat(next.body()).isEqualTo("ann");
    }

    private static long valvesOfOurs(Context context) {
        return Arrays.stream(context.getPipeline().getValves())
                .filter(SaveBeforeResponseValve.class::isInstance)
                .count();
    }

    @Test
    void aBrokenConnectionHarmsNoRequestToAnotherApplication() throws Exception {
        node.webapp("/ours", this::serve).setManager(EmbeddedTomcat.manager());
        node.webapp("/other", this::serve).setManager(new StandardManager());
        node.start();

        new Client().breakOff(node.uri("/ours/long"));
        broken.await();

        answersWithSessions("/other");
    }

    @Test
    void anInnerManagerOfAnotherClassWinsAndOursIsGone() {
        List<String> told = new ArrayList<>();
        Handler log = listen(told);
        Context context = node.webapp("/app", this::serve);
        context.setManager(EmbeddedTomcat.manager());
        context.setManager(new StandardManager());
        node.start();

        assertThat(valvesOfOurs(context)).isZero();
        answersWithSessions("/app");
        assertThat(told).singleElement().asString().contains("/app", "not kept in DynamoDB", "StandardManager");
        assertThat(threads()).isEmpty();
        Logger.getLogger(DynamoDbManager.class.getName()).removeHandler(log);
    }

    /** A {@code <Manager>} for all applications, and one that keeps its sessions in DynamoDB by our Store. */
    @Test
    void anInnerManagerWithOurStoreIsNotSaidToKeepSessionsElsewhere() {
        List<String> told = new ArrayList<>();
        Handler log = listen(told);
        Context context = node.webapp("/app", this::serve);
        context.setManager(EmbeddedTomcat.manager());
        context.setManager(persistentManager());
        node.start();

        answersWithSessions("/app");
        assertThat(told).noneMatch(line -> line.contains("not kept in DynamoDB"));
        Logger.getLogger(DynamoDbManager.class.getName()).removeHandler(log);
    }

    private static PersistentManager persistentManager() {
        PersistentManager manager = new PersistentManager();
        manager.setStore(EmbeddedTomcat.store());
        return manager;
    }

    @Test
    void ofTwoManagersOfOursTheInnerCountsAlone() {
        DynamoDbManager outer = EmbeddedTomcat.manager();
        outer.setProperty("tableName", "outer-table-that-is-not-there");
        outer.setProperty("createTable", "false");
        DynamoDbManager inner = EmbeddedTomcat.manager();
        Context context = node.webapp("/app", this::serve);
        context.setManager(outer);
        context.setManager(inner);
        node.start();

        answersWithSessions("/app");
        assertThat(valvesOfOurs(context)).isOne();
        assertThat(inner.running().node().statistics().creates()).isOne();
    }

    /** As Tomcat's reader of {@code context.xml} does it. */
    @Test
    void everyAttributeOfTheElementIsAPropertyAndIsChecked() {
        DynamoDbManager manager = EmbeddedTomcat.manager();
        manager.setContext(node.webapp("/app", this::serve));
        Set<String> typed = new HashSet<>(SessionStoreConfig.propertyNames());
        typed.add("tabelName");

        assertThat(typed).allMatch(name -> IntrospectionUtils.setProperty(manager, name, "(\u0007"));

        assertThatThrownBy(manager::start)
                .hasMessageContainingAll(typed.toArray(String[]::new))
                .hasMessageContaining("tabelName is not a property");
    }

    @Test
    void whyAManagerDidNotStartIsKnownToWhoAsksUntilItDoes() throws Exception {
        DynamoDbManager manager = EmbeddedTomcat.manager();
        Context context = node.webapp("/app", this::serve);
        context.setManager(manager);
        manager.setProperty("codec", "xml");
        assertThat(manager.startFailure()).isEmpty();

        node.start();
        assertThat(manager.startFailure())
                .hasValueSatisfying(reason -> assertThat(reason).hasMessageContaining("codec=xml"));

        manager.setProperty("codec", "java");
        context.start();
        assertThat(manager.startFailure()).isEmpty();
    }

    @Test
    void aManagerThatIsReplacedAtRunTimeLeavesNothing() throws Exception {
        Context context = node.webapp("/app", this::serve);
        context.setManager(EmbeddedTomcat.manager());
        node.start();
        answersWithSessions("/app");
        Client another = new Client();
        assertThat(context.getServletContext().getAttribute(UserSessions.CONTEXT_ATTRIBUTE))
                .isNotNull();
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName figures = new ObjectName("io.github.dynamosession:type=DynamoDbSessions,context=\"/app\"");
        assertThat(server.getAttribute(figures, "StoreCreates")).isEqualTo(1L);

        context.setManager(new StandardManager());

        assertThat(another.get(node.uri("/app")).body()).isEqualTo("null");
        assertThat(another.get(node.uri("/app")).body()).isEqualTo("ann");
        assertThat(valvesOfOurs(context)).isZero();
        assertThat(context.findLifecycleListeners()).noneMatch(ExpiryEvents.class::isInstance);
        assertThat(context.getServletContext().getAttribute(UserSessions.CONTEXT_ATTRIBUTE))
                .isNull();
        ObjectName bean = new ObjectName("Tomcat:type=Manager,host=localhost,context=/app");
        assertThat(server.getAttribute(bean, "className")).isEqualTo(StandardManager.class.getName());
        assertThat(server.isRegistered(figures)).isFalse();
        await().untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    @Test
    void aManagerOfOursThatReplacesAnotherAtRunTimeServesTheApplication() {
        Context context = node.webapp("/app", this::serve);
        context.setManager(EmbeddedTomcat.manager());
        node.start();
        DynamoDbManager next = EmbeddedTomcat.manager();

        context.setManager(next);

        answersWithSessions("/app");
        assertThat(valvesOfOurs(context)).isOne();
        assertThat(next.running().node().statistics().creates()).isOne();
    }

    /** The store is open by then. */
    @Test
    void aStartThatFailsLateIsUndone() {
        DynamoDbManager manager = EmbeddedTomcat.manager();

        startFailsLateAndIsUndone(manager);

        assertThatThrownBy(manager::running).hasMessageContaining("is not started");
    }

    @Test
    void aStartOfAStoreThatFailsLateIsUndone() {
        startFailsLateAndIsUndone(persistentManager());
    }

    private void startFailsLateAndIsUndone(Manager manager) {
        Context context = new StandardContext() {
            @Override
            public void addLifecycleListener(LifecycleListener listener) {
                if (listener instanceof ExpiryEvents) {
                    throw new NoClassDefFoundError("a class that is missing");
                }
                super.addLifecycleListener(listener);
            }
        };
        node.add(context, "/app", this::serve);
        context.setManager(manager);

        node.start();

        assertThat(context.getState().isAvailable()).isFalse();
        assertThat(context.getServletContext().getAttribute(UserSessions.CONTEXT_ATTRIBUTE))
                .isNull();
        await().untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    @Test
    void aValveOfSingleSignOnWhoseStartFailedCanBeStopped() throws Exception {
        DynamoDbSingleSignOn valve = new DynamoDbSingleSignOn();
        valve.setContainer(new StandardHost());
        valve.setRequireReauthentication(true);
        assertThatThrownBy(valve::start).isInstanceOf(LifecycleException.class);

        valve.stop();

        assertThat(valve.getState().isAvailable()).isFalse();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("dynamosession-") || name.startsWith("sdk-"))
                .toList();
    }

    private static Handler listen(List<String> told) {
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                told.add(new SimpleFormatter().formatMessage(record));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger.getLogger(DynamoDbManager.class.getName()).addHandler(handler);
        return handler;
    }
}
