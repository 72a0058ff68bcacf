package io.github.dynamosession.sample.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.audit.AuditHandler;
import io.github.dynamosession.sample.aws.AuditSample.AuditFunction;
import io.github.dynamosession.sample.aws.AuditSample.Mapping;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The samples run the code that there is, may do what it does, and lose no change. */
final class AuditSampleTest {

    /** DynamoDB deletes the changes of a stream then. */
    private static final Duration KEPT = Duration.ofHours(24);

    @ParameterizedTest
    @EnumSource
    void theFunctionIsOursAndReadsWhatItIsGiven(AuditSample sample) {
        AuditFunction function = sample.read();

        assertThat(function.handler()).isEqualTo(AuditHandler.class.getName());
        assertThat(function.environment()).containsExactlyInAnyOrder(AuditHandler.EVENT_BUS, AuditHandler.GROWN_BYTES);
        assertThat(function.runtime()).isEqualTo("java21");
    }

    /** Until the changes are deleted it tries again, from the first one that is not delivered; then it tells. */
    @ParameterizedTest
    @EnumSource
    void noChangeIsSkippedAsLongAsItIsThere(AuditSample sample) {
        Mapping mapping = sample.read().mapping();

        assertThat(mapping.stream()).isEqualTo(AuditSample.STREAM_ARN);
        assertThat(mapping.startingPosition()).isEqualTo("TRIM_HORIZON");
        assertThat(mapping.responseTypes()).isEqualTo(List.of("ReportBatchItemFailures"));
        assertThat(mapping.bisects()).isTrue();
        assertThat(mapping.mostAttempts()).isEqualTo(-1);
        assertThat(Duration.ofSeconds(mapping.oldestSeconds())).isBetween(KEPT.minusHours(2), KEPT.minusMinutes(30));
    }

    @ParameterizedTest
    @EnumSource
    void theRoleMayDoWhatThePolicysFileSays(AuditSample sample) {
        assertThat(sample.read().policy()).isEqualTo(sample.policyFile());
    }
}
