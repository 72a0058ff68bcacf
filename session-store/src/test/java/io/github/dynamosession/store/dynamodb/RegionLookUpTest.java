package io.github.dynamosession.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;

class RegionLookUpTest {

    private final AtomicInteger asked = new AtomicInteger();

    /** Trap 21: each of ten applications of a container would otherwise start seconds later. */
    @Test
    void instanceMetadataThatStaysSilentIsAskedOnceForAllApplications() {
        RegionLookUp lookUp = new RegionLookUp(() -> {
            asked.incrementAndGet();
            throw SdkClientException.create("no answer");
        });

        for (int application = 0; application < 10; application++) {
            assertThatExceptionOfType(SdkClientException.class)
                    .isThrownBy(lookUp::ofInstance)
                    .withMessage("no answer");
        }

        assertThat(asked).hasValue(1);
    }

    @Test
    void instanceMetadataThatAnswersIsAskedByEachApplication() {
        RegionLookUp lookUp = new RegionLookUp(() -> {
            asked.incrementAndGet();
            return Region.EU_CENTRAL_1;
        });

        assertThat(lookUp.ofInstance()).isEqualTo(Region.EU_CENTRAL_1);
        assertThat(lookUp.ofInstance()).isEqualTo(Region.EU_CENTRAL_1);
        assertThat(asked).hasValue(2);
    }
}
