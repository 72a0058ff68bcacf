package io.github.dynamosession.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.dynamosession.micrometer.DynamoDbSessionMetrics;
import io.github.dynamosession.store.MetricsListener.Outcome;
import io.github.dynamosession.store.MetricsListener.Refusal;
import io.github.dynamosession.store.SessionMetrics;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What CloudWatch gets of an interval. */
class EmfRegistryTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final List<String> written = new ArrayList<>();
    private final MockClock clock = new MockClock();
    private final EmfRegistry registry = EmfRegistry.with(MINUTE, clock, written::addAll);
    private final SessionMetrics shop = new SessionMetrics();

    EmfRegistryTest() {
        new DynamoDbSessionMetrics(shop, Tags.of("application", "/shop")).bindTo(registry);
    }

    private List<JsonNode> linesOfThisMinute() throws IOException {
        clock.add(MINUTE);
        registry.publish();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : written) {
            lines.add(new ObjectMapper().readTree(line));
        }
        written.clear();
        return lines;
    }

    @Test
    void aLineHasTheTagsAsDimensionsAndTheFiguresWithTheirUnits() throws Exception {
        Figures.load(shop, 3);
        shop.storeCall("load", Outcome.SUCCESS, 11_000_000);

        assertThat(linesOfThisMinute()).singleElement().hasToString("""
                {"_aws":{"CloudWatchMetrics":[{"Namespace":"Dynamosession",\
                "Dimensions":[["application","call","outcome"]],\
                "Metrics":[{"Name":"dynamosession.store.call.count","Unit":"Count"},\
                {"Name":"dynamosession.store.call.total","Unit":"Milliseconds"},\
                {"Name":"dynamosession.store.call.max","Unit":"Milliseconds"}]}],\
                "Timestamp":60001},\
                "application":"/shop","call":"load","outcome":"success",\
                "dynamosession.store.call.count":4.0,\
                "dynamosession.store.call.total":20.0,\
                "dynamosession.store.call.max":11.0}""");
    }

    @Test
    void eachIntervalTellsWhatWasCountedInIt() throws Exception {
        shop.requestRefused(Refusal.STORE);
        shop.requestRefused(Refusal.STORE);
        assertThat(linesOfThisMinute())
                .singleElement()
                .extracting(line -> line.get("dynamosession.requests.refused.count"))
                .hasToString("2.0");

        shop.requestRefused(Refusal.STORE);

        assertThat(linesOfThisMinute())
                .singleElement()
                .extracting(line -> line.get("dynamosession.requests.refused.count"))
                .hasToString("1.0");
    }

    @Test
    void anIntervalWithoutSessionsIsNotPaidFor() throws Exception {
        assertThat(linesOfThisMinute()).isEmpty();
    }

    @Test
    void whatWasCountedBeforeTheStopIsWritten() {
        shop.requestRefused(Refusal.LOCK);

        registry.close();

        assertThat(written).singleElement().asString().contains("\"dynamosession.requests.refused.count\":1.0");
    }

    @Test
    void eachLineIsAsTheSpecificationWantsIt() throws Exception {
        Figures.tellAll(shop);
        List<JsonNode> lines = linesOfThisMinute();

        assertThat(lines).isNotEmpty();
        for (JsonNode line : lines) {
            assertThat(schema().validate(line)).as("%s", line).isEmpty();
            JsonNode directive = line.at("/_aws/CloudWatchMetrics/0");
            directive.get("Dimensions").get(0).forEach(name -> assertThat(
                            line.get(name.asText()).isTextual())
                    .as("dimension %s of %s", name, line)
                    .isTrue());
            directive.get("Metrics").forEach(metric -> assertThat(
                            line.get(metric.get("Name").asText()).isNumber())
                    .as("%s of %s", metric, line)
                    .isTrue());
        }
    }

    private static JsonSchema schema() throws IOException {
        try (InputStream text = EmfRegistryTest.class.getResourceAsStream("/emf-schema.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(Objects.requireNonNull(text));
        }
    }
}
