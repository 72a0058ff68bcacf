package io.github.dynamosession.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.Attribute;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.tomcat.util.IntrospectionUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code maxActiveSessions}, as Tomcat's reader of {@code context.xml} and its operators set it. */
final class MostSessionsInUseTest {

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final EmbeddedTomcat node = new EmbeddedTomcat();
    private final CountDownLatch isIn = new CountDownLatch(1);
    private final CountDownLatch mayLeave = new CountDownLatch(1);

    @AfterEach
    void stop() {
        mayLeave.countDown();
        node.close();
    }

    private void serve(HttpServletRequest request, HttpServletResponse response) throws Exception {
        request.getSession();
        if (request.getRequestURI().endsWith("/long")) {
            isIn.countDown();
            await(mayLeave);
        }
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void noMoreThanThoseAreInUseOnANode() throws Exception {
        DynamoDbManager manager = EmbeddedTomcat.manager();
        assertThat(IntrospectionUtils.setProperty(manager, "maxActiveSessions", "1"))
                .isTrue();
        node.webapp("/app", this::serve).setManager(manager);
        node.start();
        ObjectName bean = new ObjectName("Tomcat:type=Manager,host=localhost,context=/app");

        CompletableFuture<HttpResponse<String>> first = new Client().start(node.uri("/app/long"));
        await(isIn);
        assertThat(new Client().get(node.uri("/app")).statusCode()).isEqualTo(500);
        mayLeave.countDown();
        assertThat(first.join().statusCode()).isEqualTo(200);

        assertThat(server.getAttribute(bean, "maxActiveSessions")).isEqualTo(1);
        assertThat(server.getAttribute(bean, "rejectedSessions")).isEqualTo(1);
        server.setAttribute(bean, new Attribute("maxActiveSessions", -1));
        assertThat(new Client().get(node.uri("/app")).statusCode()).isEqualTo(200);
    }
}
