package io.github.dynamosession.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamosession.cluster.DynamoDbLocal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.annotation.Configuration;

/** An application whose sessions cannot be kept ends, and the last that it prints is why, and what to do. */
class StartFailureTest {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Empty {}

    @ParameterizedTest
    @EnumSource
    void aTableThatIsMissing(Container container) {
        String table = Container.newTable();

        FailureAnalysis report = reportOf(
                container,
                "--dynamosession.table-name=" + table,
                "--dynamosession.region=eu-central-1",
                "--dynamosession.endpoint=" + DynamoDbLocal.shared().endpoint());

        assertThat(report.getDescription())
                .contains("table " + table + " (region eu-central-1, endpoint 127.0.0.1:")
                .endsWith("does not exist");
        assertThat(report.getAction())
                .contains("set createTable=true, or create it")
                .contains("dynamosession.table-name or dynamosession.tableName");
    }

    @ParameterizedTest
    @EnumSource
    void noRegion(Container container) {
        FailureAnalysis report = reportOf(container);

        assertThat(report.getDescription()).contains("region is not set, and neither AWS_REGION");
        assertThat(report.getAction()).contains("for DynamoDB Local any will do");
    }

    @ParameterizedTest
    @EnumSource
    void noCredentials(Container container) {
        String key = System.clearProperty("aws.accessKeyId");
        FailureAnalysis report;
        try {
            report = reportOf(
                    container, "--dynamosession.region=eu-central-1", "--dynamosession.endpoint=http://127.0.0.1:1");
        } finally {
            System.setProperty("aws.accessKeyId", key);
        }

        assertThat(report.getDescription()).contains("no credentials in system properties, environment");
        assertThat(report.getAction()).contains("give this process credentials");
    }

    @ParameterizedTest
    @EnumSource
    void keysThatAreMissing(Container container) {
        FailureAnalysis report = reportOf(
                container, "--dynamosession.region=eu-central-1", "--dynamosession.encryption-keys=file:/nowhere/keys");

        assertThat(report.getDescription()).contains("encryptionKeys=file:/nowhere/keys");
    }

    @ParameterizedTest
    @EnumSource
    void propertiesThatAreWrong(Container container) {
        FailureAnalysis report =
                reportOf(container, "--dynamosession.touch-intervall=PT1M", "--dynamosession.codec=xml");

        assertThat(report.getDescription())
                .contains("touch-intervall is not a property", "codec=xml must be one of kryo, java");
        assertThat(report.getAction()).contains("did you mean touchInterval?");
    }

    private static FailureAnalysis reportOf(Container container, String... arguments) {
        assertThatThrownBy(() -> container.run(Empty.class, arguments)).isInstanceOf(RuntimeException.class);
        return LastReport.take();
    }
}
