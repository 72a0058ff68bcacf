package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.cluster.ServerNode;
import io.github.dynamosession.it.wire.StoreCall;
import io.github.dynamosession.it.wire.StoreFault;
import io.github.dynamosession.it.wire.StoreWire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * Trap 21: a store that is configured wrong stops the start of its own web application, in clear words. One
 * that cannot be reached does not: the application starts, and serves once DynamoDB is there, and a load balancer that
 * asks is told when.
 */
@ParameterizedClass
@EnumSource(ContainerKind.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StartUpIT implements Node {

    /** Any file of its size: it is not read before there is what reads it. */
    private static final Path KEYS = Path.of("pom.xml").toAbsolutePath();

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Parameter
    private ContainerKind kind;

    private StoreWire refusing;
    private StoreWire silent;
    private String run;
    private ServerNode server;

    @BeforeParameterizedClassInvocation
    void start() {
        refusing = StoreWire.to(DynamoDbLocal.shared().endpoint());
        silent = StoreWire.to(DynamoDbLocal.shared().endpoint());
        run = UUID.randomUUID().toString();
        server = describe();
        deleteTheJarForEncryption();
        try (DynamoDbClient dynamoDb = Table.connect(DynamoDbLocal.shared().endpoint())) {
            createTable(dynamoDb, "wrong-key-" + run, "sid");
            createTable(dynamoDb, "ttl-off-" + run, "id");
        }
        refusing.refuse();
        silent.fail(StoreCall.ANY, StoreFault.TIMED_OUT);
        server.start().awaitReady();
    }

    private ServerNode describe() {
        List<Webapp> webapps = new ArrayList<>();
        StoreProperties sound =
                StoreProperties.of("start-up-sessions", DynamoDbLocal.shared().endpoint());
        webapps.add(Webapp.of("app", sound.with("createTable", "true")));
        webapps.add(early("unreachable", refusing));
        webapps.add(early("silent", silent));
        brokenApplications().forEach((name, store) -> webapps.add(Webapp.of(name, store)));
        return kind.node("start-up", webapps);
    }

    /** What whoever sets {@code encryptionKeys} may have forgotten. */
    private void deleteTheJarForEncryption() {
        try (Stream<Path> files = Files.walk(server.base().resolve("lib"))) {
            Path jar = files.filter(file -> file.getFileName().toString().startsWith("dynamosession-encryption"))
                    .findFirst()
                    .orElseThrow();
            Files.delete(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What starts before DynamoDB is there, and makes its table then. */
    private Webapp early(String name, StoreWire wire) {
        return Webapp.of(
                name,
                StoreProperties.of(name + "-" + run, wire.endpoint())
                        .with("createTable", "true")
                        .with("readinessPath", "/ready"));
    }

    private Map<String, StoreProperties> brokenApplications() {
        URI dynamoDb = DynamoDbLocal.shared().endpoint();
        Map<String, StoreProperties> broken = new LinkedHashMap<>();
        broken.put("missing-table", StoreProperties.of("missing-" + run, dynamoDb));
        broken.put("wrong-key", StoreProperties.of("wrong-key-" + run, dynamoDb));
        broken.put("ttl-off", StoreProperties.of("ttl-off-" + run, dynamoDb));
        broken.put("misspelled", StoreProperties.of("sessions", dynamoDb).with("touchIntervall", "PT1M"));
        broken.put("keys-alone", StoreProperties.of("sessions", dynamoDb).with("encryptionKeys", "file:" + KEYS));
        broken.put(
                "malformed",
                StoreProperties.of("sessions", dynamoDb)
                        .with("callTimeout", "2 seconds")
                        .with("maxAttempts", "0"));
        return broken;
    }

    private static void createTable(DynamoDbClient dynamoDb, String name, String key) {
        dynamoDb.createTable(table -> table.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName(key)
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName(key)
                        .keyType(KeyType.HASH)
                        .build()));
    }

    @AfterParameterizedClassInvocation
    void stop() {
        server.close();
        refusing.close();
        silent.close();
    }

    @Override
    public URI uri() {
        return server.url();
    }

    @Test
    void whatIsWrongIsSaidAndOtherApplicationsServe() {
        saysOnce("missing-table", "table missing-" + run, "does not exist; set createTable=true");
        saysOnce("wrong-key", "table wrong-key-" + run, "sid");
        saysOnce("ttl-off", "table ttl-off-" + run, "has TTL off", "aws dynamodb update-time-to-live");
        saysOnce("misspelled", "touchIntervall is not a property");
        saysOnce("keys-alone", "encryptionKeys=file:" + KEYS, "needs the jar of dynamosession-encryption");
        saysOnce("malformed", "callTimeout=2 seconds must be", "maxAttempts=0 must be");
        if (!kind.isJetty()) { // of which the reason would be one line among a hundred
            assertThat(server.log().lines().filter(line -> line.matches("\\s+at .*|.*Caused by: .*")))
                    .isEmpty();
            assertThat(server.log().lines().filter(line -> line.contains("are kept in DynamoDB")))
                    .as("said of those that started")
                    .hasSize(1 + 2)
                    .anyMatch(line -> line.contains("sessions of /app are"));
        }

        Browser ann = new Browser();
        ann.on(this, "set:user:ann").ok();
        assertThat(ann.ask(this, "get:user")).isEqualTo("ann");
    }

    @Test
    void anApplicationThatStartsWithoutDynamoDbServesOnceItIsThere() {
        for (String early : List.of("unreachable", "silent")) {
            String page = "/" + early + "/do";
            assertThat(logOf("sessions of /" + early + ": "))
                    .filteredOn(line -> line.contains("requests that need a session get 503"))
                    .singleElement()
                    .asString()
                    .contains("cannot open table " + early + "-" + run);
            assertThat(new Browser().get(this, page, "say").ok().of("say")).isEqualTo("said");
            Unavailable.check(new Browser().get(this, page, "set:user:ann"));
            Answer notReady = new Browser().get(this, "/" + early + "/ready", "say");
            Unavailable.check(notReady);
            assertThat(notReady.body()).isEqualTo("not ready\n");
        }

        refusing.heal();
        silent.heal();

        for (String early : List.of("unreachable", "silent")) {
            String page = "/" + early + "/do";
            Browser ann = new Browser();
            await().atMost(PATIENCE)
                    .until(() -> ann.get(this, page, "set:user:ann").status() == 200);
            assertThat(ann.get(this, page, "get:user").ok().of("get:user")).isEqualTo("ann");
            assertThat(new Browser()
                            .get(this, "/" + early + "/ready", "say")
                            .ok()
                            .body())
                    .isEqualTo("ready\n");
            assertThat(logOf("sessions of /" + early + ": ")).last().asString().contains("DynamoDB is reached");
        }
    }

    private List<String> logOf(String start) {
        return server.log().lines().filter(line -> line.contains(start)).toList();
    }

    private void saysOnce(String application, String... words) {
        assertThat(new Browser().get(this, "/" + application + "/do", "say").status())
                .as(application)
                .isEqualTo(kind.isJetty() ? 503 : 404);
        String head = "Exception: sessions of /" + application + ": ";
        assertThat(logOf(head)).as(server.log()).singleElement().asString().contains(words);
    }
}
