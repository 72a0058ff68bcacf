package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.DropInJar;
import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.cluster.TomcatNode;
import io.github.dynamosession.cluster.TomcatNodeBuilder;
import io.github.dynamosession.cluster.TomcatVersion;
import io.github.dynamosession.it.wire.StoreCall;
import io.github.dynamosession.it.wire.StoreFault;
import io.github.dynamosession.it.wire.StoreWire;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
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
@EnumSource(TomcatVersion.class)
final class StartUpIT implements Node {

    /** The bound on one call at start, and what a laden machine adds. */
    private static final Duration QUICK = Duration.ofSeconds(5 + 4);

    private final StoreWire refusing = StoreWire.to(DynamoDbLocal.shared().endpoint());
    private final StoreWire silent = StoreWire.to(DynamoDbLocal.shared().endpoint());
    private final String run = UUID.randomUUID().toString();
    private final TomcatNode tomcat;

    StartUpIT(TomcatVersion version) {
        Map<String, ManagerLine> broken = brokenApplications();
        TomcatNodeBuilder builder = TomcatNode.builder(version)
                .name("start-up")
                .jar(DropInJar.tomcat())
                .webapp("app", Webapps.TEST_WEBAPP);
        broken.keySet().forEach(name -> builder.webapp(name, Webapps.TEST_WEBAPP));
        tomcat = builder.build();
        broken.forEach((name, line) -> Webapps.configure(tomcat, name, line));
    }

    private Map<String, ManagerLine> brokenApplications() {
        URI dynamoDb = DynamoDbLocal.shared().endpoint();
        Map<String, ManagerLine> broken = new LinkedHashMap<>();
        broken.put("unreachable", ManagerLine.of("sessions", refusing.endpoint()));
        broken.put("silent", ManagerLine.of("sessions", silent.endpoint()));
        broken.put("missing-table", ManagerLine.of("missing-" + run, dynamoDb));
        broken.put("wrong-key", ManagerLine.of("wrong-key-" + run, dynamoDb));
        broken.put("ttl-off", ManagerLine.of("ttl-off-" + run, dynamoDb));
        broken.put("misspelled", ManagerLine.of("sessions", dynamoDb).with("touchIntervall", "PT1M"));
        broken.put(
                "malformed",
                ManagerLine.of("sessions", dynamoDb).with("callTimeout", "2s").with("maxAttempts", "0"));
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
        tomcat.start().awaitReady();
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
        tomcat.close();
        refusing.close();
        silent.close();
    }

    @Override
    public URI uri() {
        return tomcat.url();
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

        Browser ann = new Browser();
        ann.on(this, "set:user:ann").ok();
        assertThat(ann.ask(this, "get:user")).isEqualTo("ann");
    }

    private void saysOnce(String application, String... words) {
        assertThat(new Browser().get(this, "/" + application + "/do", "say").status())
                .as(application)
                .isEqualTo(404);
        String head = "LifecycleException: sessions of /" + application + ": ";
        assertThat(tomcat.log().lines().filter(line -> line.contains(head)))
                .as(tomcat.log())
                .singleElement()
                .asString()
                .contains(words);
        assertThat(deploymentOf(application)).isLessThan(QUICK);
    }

    /** As Tomcat itself has measured it. */
    private Duration deploymentOf(String application) {
        Matcher matcher = Pattern.compile("/" + application + "] has finished in \\[([\\d,.]+)] ms")
                .matcher(tomcat.log());
        assertThat(matcher.find()).as(tomcat.log()).isTrue();
        return Duration.ofMillis(Long.parseLong(matcher.group(1).replaceAll("\\D", "")));
    }
}
