package io.github.dynamosession.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.store.StoreStatistics;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.Context;
import org.apache.catalina.authenticator.BasicAuthenticator;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a load balancer is told in front of a web application. */
class ReadinessTest {

    private final EmbeddedTomcat node = new EmbeddedTomcat();
    private final Client client = new Client();
    private final AtomicInteger served = new AtomicInteger();
    private final DynamoDbManager manager = EmbeddedTomcat.manager();

    @AfterEach
    void stop() {
        node.close();
    }

    private Context webapp(String path) {
        Context context = node.webapp(path, this::serve);
        context.setManager(manager);
        return context;
    }

    private void serve(HttpServletRequest request, HttpServletResponse response) throws Exception {
        served.incrementAndGet();
        request.getSession().setAttribute("user", "ann");
        response.getWriter().print("the application");
    }

    @Test
    void theQuestionCostsNoCallAndReachesNoApplication() {
        manager.setProperty("readinessPath", "/health/ready");
        manager.setProperty("expiryEvents", "false"); // which make calls of their own
        webapp("/shop");
        node.start();
        client.get(node.uri("/shop/page"));
        assertThat(client.hasCookie()).isTrue();
        StoreStatistics before = manager.running().node().statistics();

        HttpResponse<String> answer = client.get(node.uri("/shop/health/ready"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ready\n");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(answer.headers().map()).doesNotContainKey("Set-Cookie");
        assertThat(served).hasValue(1);
        assertThat(manager.running().node().statistics()).isEqualTo(before);
    }

    @Test
    void withoutThePropertyThePathIsTheApplications() {
        webapp("");
        node.start();

        assertThat(client.get(node.uri("/ready")).body()).isEqualTo("the application");
    }

    @Test
    void whoeverAsksNeedsNoLogin() {
        manager.setProperty("readinessPath", "/ready");
        Context context = webapp("");
        SecurityCollection everything = new SecurityCollection();
        everything.addPatternDecoded("/*");
        SecurityConstraint constraint = new SecurityConstraint();
        constraint.addCollection(everything);
        constraint.addAuthRole("customer");
        context.addConstraint(constraint);
        context.setLoginConfig(new LoginConfig("BASIC", "shop", null, null));
        context.getPipeline().addValve(new BasicAuthenticator());
        node.start();

        assertThat(client.get(node.uri("/page")).statusCode()).isEqualTo(401);
        assertThat(client.get(node.uri("/ready")).statusCode()).isEqualTo(200);
        assertThat(served).hasValue(0);
    }
}
