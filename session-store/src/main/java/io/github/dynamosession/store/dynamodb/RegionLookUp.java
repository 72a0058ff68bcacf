package io.github.dynamosession.store.dynamodb;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.dynamosession.store.InvalidConfigurationException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.InstanceProfileRegionProvider;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;

/**
 * Finds the Region where the AWS SDK does. Instance metadata that stays silent costs seconds, and a container starts many
 * applications: so after a failure it is not asked again for a minute.
 */
final class RegionLookUp {

    private static final Duration FAILURE_COUNTS_FOR = Duration.ofMinutes(1);
    private static final RegionLookUp IN_THIS_JVM = new RegionLookUp(new InstanceProfileRegionProvider());

    private final AwsRegionProvider instance;

    @GuardedBy("this")
    private @Nullable SdkClientException failure;

    @GuardedBy("this")
    private long failedAt; // System.nanoTime

    RegionLookUp(AwsRegionProvider instance) {
        this.instance = instance;
    }

    /** @throws InvalidConfigurationException if nothing tells the Region */
    static Region region() {
        try {
            return new AwsRegionProviderChain(
                            new SystemSettingsRegionProvider(), new AwsProfileRegionProvider(), IN_THIS_JVM::ofInstance)
                    .getRegion();
        } catch (SdkClientException e) {
            throw new InvalidConfigurationException(List.of("region is not set, and neither AWS_REGION, an AWS profile"
                    + " nor instance metadata tell one; for DynamoDB Local any will do, such as region=us-east-1"));
        }
    }

    /** Applications that start at the same time wait for one answer. */
    synchronized Region ofInstance() {
        if (failure != null && System.nanoTime() - failedAt < FAILURE_COUNTS_FOR.toNanos()) {
            throw failure;
        }
        try {
            return instance.getRegion();
        } catch (SdkClientException e) {
            failure = e;
            failedAt = System.nanoTime();
            throw e;
        }
    }
}
