package io.github.dynamosession.it;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.github.dynamosession.cluster.DropInJar;
import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.cluster.ProcessGuard;
import io.github.dynamosession.cluster.ServerNode;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.dynamodb.DynamoDbSessionStore;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever way gives a node its credentials, the packaged jar has the classes for it. The SDK finds many of them by their
 * names, so that nobody misses one that is left out of the jar until it is asked for.
 */
final class CredentialsIT {

    private static final String TABLE = "credentials";
    private static final URI DYNAMO_DB = DynamoDbLocal.shared().endpoint();

    /** What is left of the SDK's chain is that way: nothing of the machine that the test runs on. */
    private static final Map<String, String> NO_OTHER_WAY = Map.of(
            "AWS_ACCESS_KEY_ID", "",
            "AWS_SECRET_ACCESS_KEY", "",
            "AWS_CONFIG_FILE", "/nowhere",
            "AWS_SHARED_CREDENTIALS_FILE", "/nowhere",
            "AWS_REGION", "eu-central-1");

    private final WireMockServer aws =
            new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());

    @TempDir
    private Path directory;

    @BeforeAll
    static void makeTheTable() {
        DynamoDbSessionStore.open(SessionStoreConfig.of(Map.of(
                        "applicationName",
                        "/shop",
                        "region",
                        "eu-central-1",
                        "tableName",
                        TABLE,
                        "endpoint",
                        DYNAMO_DB.toString(),
                        "createTable",
                        "true")))
                .close();
    }

    @BeforeEach
    void forwardCallsToDynamoDb() {
        aws.start();
        aws.stubFor(post("/")
                .withHeader("X-Amz-Target", matching("DynamoDB_.*"))
                .willReturn(aResponse().proxiedFrom(DYNAMO_DB.toString())));
    }

    @AfterEach
    void stop() {
        aws.stop();
    }

    private Map<String, String> environment(CredentialWay way) {
        Map<String, String> environment = new HashMap<>(NO_OTHER_WAY);
        environment.putAll(way.environment(aws, directory));
        return environment;
    }

    private void assertThatSessionsWereReadBy(CredentialWay way, String output) {
        assertThat(aws.findAll(postRequestedFor(urlEqualTo("/"))
                        .withHeader("X-Amz-Target", matching("DynamoDB_20120810\\.GetItem"))
                        .withHeader("Authorization", containing("Credential=" + way.accessKey() + "/"))))
                .as(output)
                .isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theJarFindsCredentialsInEachWay(CredentialWay way) throws IOException, InterruptedException {
        ProcessBuilder node = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        DropInJar.tomcat() + File.pathSeparator + Path.of("target", "test-classes"),
                        OneLoad.class.getName(),
                        TABLE,
                        aws.baseUrl())
                .redirectErrorStream(true);
        node.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        node.environment().putAll(environment(way));

        Process running = ProcessGuard.start(node);
        String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(running.waitFor()).as(output).isZero();
        assertThatSessionsWereReadBy(way, output);
    }

    /** The one way whose classes come from a module of the SDK that nothing refers to. */
    @ParameterizedTest
    @EnumSource(names = {"TOMCAT_11_0", "JETTY_12_1"})
    void aContainerGetsThemByWebIdentity(ContainerKind kind) {
        StoreProperties store = StoreProperties.of(TABLE, URI.create(aws.baseUrl()));
        CredentialWay way = CredentialWay.WEB_IDENTITY;
        try (ServerNode server = kind.node("credentials", List.of(Webapp.of("app", store)), environment(way))
                .start()) {
            server.awaitReady();
            Node node = server::url;
            Browser ann = new Browser();
            ann.on(node, "set:cart:tea").ok();

            assertThat(ann.ask(node, "get:cart")).isEqualTo("tea");
            assertThatSessionsWereReadBy(way, server.log());
        }
    }
}
