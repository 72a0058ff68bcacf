package io.github.dynamosession.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.DynamoDbLocal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import org.apache.catalina.Context;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** How programs put sessions into DynamoDB. */
class DynamoDbSessionsTest {

    private final Client client = new Client();

    private static void count(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpSession session = request.getSession();
        int visits = session.getAttribute("visits") instanceof Integer earlier ? earlier + 1 : 1;
        session.setAttribute("visits", visits);
        response.getWriter().print(visits);
    }

    private static DynamoDbSessions configured() {
        return DynamoDbSessions.configure()
                .tableName(EmbeddedTomcat.TABLE)
                .createTable(true)
                .applicationName("typed")
                .callTimeout(Duration.ofSeconds(10))
                .attemptTimeout(Duration.ofSeconds(5));
    }

    private static Context webapp(EmbeddedTomcat node) {
        return node.webapp("/app", DynamoDbSessionsTest::count);
    }

    @Test
    void aSessionRoamsBetweenAClientOfOursAndOneOfTheCallerWhichStaysOpen() {
        try (DynamoDbClient ofTheCaller = DynamoDbClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(DynamoDbLocal.shared().endpoint())
                .build()) {
            try (EmbeddedTomcat left = new EmbeddedTomcat();
                    EmbeddedTomcat right = new EmbeddedTomcat()) {
                configured()
                        .region("us-east-1")
                        .endpoint(DynamoDbLocal.shared().endpoint())
                        .install(webapp(left));
                configured().client(ofTheCaller).install(webapp(right));
                left.start();
                right.start();

                assertThat(client.get(left.uri("/app")).body()).isEqualTo("1");
                assertThat(client.get(right.uri("/app")).body()).isEqualTo("2");
                assertThat(client.get(left.uri("/app")).body()).isEqualTo("3");
            }
            assertThat(ofTheCaller.listTables().tableNames()).contains(EmbeddedTomcat.TABLE);
        }
    }
}
