package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.cluster.ServerNode;
import io.github.dynamosession.it.wire.StoreCall;
import io.github.dynamosession.it.wire.StoreFault;
import io.github.dynamosession.it.wire.StoreWire;
import java.net.URI;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Trap 21: a store that cannot be used stops the start of its own web application, quickly and in clear words. */
@ParameterizedClass
@EnumSource(ContainerKind.class)
final class StartUpIT implements Node {

    /** The bound on one call at start, and what a laden machine adds. */
    private static final Duration QUICK = Duration.ofSeconds(10 + 4);

    private final StoreWire refusing = StoreWire.to(DynamoDbLocal.shared().endpoint());
    private final StoreWire silent = StoreWire.to(DynamoDbLocal.shared().endpoint());
    private final String run = UUID.randomUUID().toString();
    private final ContainerKind kind;
    private final ServerNode server;

    StartUpIT(ContainerKind kind) {
        this.kind = kind;
        List<Webapp> webapps = new ArrayList<>();
        StoreProperties sound =
                StoreProperties.of("start-up-sessions", DynamoDbLocal.shared().endpoint());
        webapps.add(Webapp.of("app", sound.with("createTable", "true")));
        brokenApplications().forEach((name, store) -> webapps.add(Webapp.of(name, store)));
        server = kind.node("start-up", webapps);
    }

    private Map<String, StoreProperties> brokenApplications() {
        URI dynamoDb = DynamoDbLocal.shared().endpoint();
        Map<String, StoreProperties> broken = new LinkedHashMap<>();
        broken.put("unreachable", StoreProperties.of("sessions", refusing.endpoint()));
        broken.put("silent", StoreProperties.of("sessions", silent.endpoint()));
        broken.put("missing-table", StoreProperties.of("missing-" + run, dynamoDb));
        broken.put("wrong-key", StoreProperties.of("wrong-key-" + run, dynamoDb));
        broken.put("ttl-off", StoreProperties.of("ttl-off-" + run, dynamoDb));
        broken.put("misspelled", StoreProperties.of("sessions", dynamoDb).with("touchIntervall", "PT1M"));
        broken.put(
                "malformed",
                StoreProperties.of("sessions", dynamoDb)
                        .with("callTimeout", "2s")
                        .with("maxAttempts", "0"));
        return broken;
    }

    @BeforeEach
    void start() {
        try (DynamoDbClient dynamoDb = Table.connect(DynamoDbLocal.shared().endpoint())) {
            createTable(dynamoDb, "wrong-key-" + run, "sid");
            createTable(dynamoDb, "ttl-off-" + run, "id");
        }
        refusing.refuse();
        silent.fail(StoreCall.ANY, StoreFault.TIMED_OUT);
        server.start().awaitReady();
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

    @AfterEach
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
        saysOnce("unreachable", "cannot open table sessions", "refused");
        saysOnce("silent", "cannot open table sessions");
        saysOnce("missing-table", "table missing-" + run, "does not exist; set createTable=true");
        saysOnce("wrong-key", "table wrong-key-" + run, "sid");
        saysOnce("ttl-off", "table ttl-off-" + run, "has TTL off", "aws dynamodb update-time-to-live");
        saysOnce("misspelled", "touchIntervall is not a property");
        saysOnce("malformed", "callTimeout=2s must be", "maxAttempts=0 must be");
        if (!kind.isJetty()) { // of which the reason would be one line among a hundred
            assertThat(server.log().lines().filter(line -> line.matches("\\s+at .*|.*Caused by: .*")))
                    .isEmpty();
            assertThat(server.log().lines().filter(line -> line.contains("are kept in DynamoDB")))
                    .as("said of those that started")
                    .singleElement()
                    .asString()
                    .contains("sessions of /app are");
        }

        Browser ann = new Browser();
        ann.on(this, "set:user:ann").ok();
        assertThat(ann.ask(this, "get:user")).isEqualTo("ann");
    }

    private void saysOnce(String application, String... words) {
        assertThat(new Browser().get(this, "/" + application + "/do", "say").status())
                .as(application)
                .isEqualTo(kind.isJetty() ? 503 : 404);
        String head = "Exception: sessions of /" + application + ": ";
        assertThat(server.log().lines().filter(line -> line.contains(head)))
                .as(server.log())
                .singleElement()
                .asString()
                .contains(words);
        assertThat(deploymentOf(application)).isLessThan(QUICK);
    }

    private Duration deploymentOf(String application) {
        return kind.isJetty() ? betweenJettysMessages(application) : asTomcatMeasured(application);
    }

    private Duration asTomcatMeasured(String application) {
        Matcher matcher = Pattern.compile("/" + application + "\\.xml] has finished in \\[([\\d,.]+)] ms")
                .matcher(server.log());
        assertThat(matcher.find()).as(server.log()).isTrue();
        return Duration.ofMillis(Long.parseLong(matcher.group(1).replaceAll("\\D", "")));
    }

    private Duration betweenJettysMessages(String application) {
        return Duration.between(
                timeOf(".*NO JSP Support for /" + application + ",.*"),
                timeOf(".*Failed startup of context .*,/" + application + ",.*"));
    }

    private LocalTime timeOf(String message) {
        return server.log()
                .lines()
                .filter(line -> line.matches(message))
                .map(line ->
                        LocalTime.parse(line.substring("2026-11-21 ".length(), "2026-11-21 07:20:50.313".length())))
                .findFirst()
                .orElseThrow();
    }
}
