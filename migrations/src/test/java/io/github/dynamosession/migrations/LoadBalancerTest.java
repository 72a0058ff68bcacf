package io.github.dynamosession.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom the rule of {@code docs/migration.md} takes for an old user. */
final class LoadBalancerTest {

    private final LoadBalancer balancer = LoadBalancer.start(Map.of("OLD", answer("old"), "NEW", answer("new")), "OLD");

    private static HttpHandler answer(String text) {
        return exchange -> exchange.getResponseSender().send(text);
    }

    @AfterEach
    void stop() {
        balancer.close();
    }

    @ParameterizedTest(name = "of {0}, {1} is {2}")
    @CsvSource({
        "JSESSIONID, JSESSIONID=1, old",
        "JSESSIONID, a=b; JSESSIONID=1; c=d, old",
        "JSESSIONID, SHOPID=1, new",
        "JSESSIONID, a=JSESSIONID, new",
        "SESSION, SESSION=1, old",
        "SESSION, SHOPID=1, new",
        "SESSION, JSESSIONID=1, new",
        "SESSION, SHOPSESSION=1, old",
        "SESSION, shopsession=1, old",
    })
    void theNameIsLookedForAnywhereInTheHeader(String oldName, String cookies, String side) throws Exception {
        balancer.run(MigrationPage.block("Let new users in", "sh").replace("JSESSIONID", oldName));

        assertThat(answerTo(cookies)).isEqualTo(side);
    }

    private String answerTo(String cookies) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(balancer.address())
                .header("Cookie", cookies)
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
