package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.InvalidConfigurationException;
import io.github.dynamosession.store.SessionStoreConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A DynamoDB client with all it runs on, which end together: connections, credentials, and the thread of its timeouts. */
final class OwnedClient implements AutoCloseable {

    /** More than any container has request threads by default (Tomcat and Jetty: 200), so that none waits for one. */
    private static final int MAX_CONNECTIONS = 256;
    /** As the SDK has it for DynamoDB; its standard strategy waits four times as long. */
    private static final Duration BACKOFF = Duration.ofMillis(25);
    /** A hot key or index is throttled for milliseconds. The SDK would wait a second: half of a call's time. */
    private static final Duration THROTTLING_BACKOFF = Duration.ofMillis(50);

    private final DynamoDbClient client;
    private final SdkHttpClient http;
    private final DefaultCredentialsProvider credentials;
    private final ScheduledExecutorService timeouts;

    private OwnedClient(SessionStoreConfig config) {
        Region region = region(config);
        timeouts = timeouts();
        credentials = DefaultCredentialsProvider.builder().build();
        http = http(config);
        try {
            client = client(config, region);
        } catch (SdkException e) {
            release();
            throw StoreFailures.of("make a DynamoDB client for table " + config.tableName(), e);
        }
    }

    /**
     * Makes the client, and no connection yet. Threads inherit the context class loader of the thread that starts them:
     * it is ours meanwhile, not that of the web application that happens to be starting.
     */
    static OwnedClient connect(SessionStoreConfig config) {
        Thread thread = Thread.currentThread();
        ClassLoader caller = thread.getContextClassLoader();
        thread.setContextClassLoader(OwnedClient.class.getClassLoader());
        try {
            return new OwnedClient(config);
        } finally {
            thread.setContextClassLoader(caller);
        }
    }

    DynamoDbClient client() {
        return client;
    }

    @Override
    public void close() {
        client.close();
        release();
    }

    private void release() {
        http.close();
        credentials.close();
        timeouts.shutdownNow();
    }

    private DynamoDbClient client(SessionStoreConfig config, Region region) {
        return DynamoDbClient.builder()
                .region(region)
                .applyMutation(builder -> config.endpoint().ifPresent(builder::endpointOverride))
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(overrides(config, timeouts))
                .build();
    }

    private static Region region(SessionStoreConfig config) {
        try {
            return config.region().map(Region::of).orElseGet(() -> DefaultAwsRegionProviderChain.builder()
                    .build()
                    .getRegion());
        } catch (SdkClientException e) {
            throw new InvalidConfigurationException(List.of("region is not set, and neither AWS_REGION, an AWS profile"
                    + " nor instance metadata tell one; for DynamoDB Local any will do, such as region=us-east-1"));
        }
    }

    private static SdkHttpClient http(SessionStoreConfig config) {
        return Apache5HttpClient.builder()
                .maxConnections(MAX_CONNECTIONS)
                .connectionTimeout(config.attemptTimeout())
                .connectionAcquisitionTimeout(config.attemptTimeout())
                .build();
    }

    private static ClientOverrideConfiguration overrides(SessionStoreConfig config, ScheduledExecutorService timeouts) {
        return ClientOverrideConfiguration.builder()
                .apiCallTimeout(config.callTimeout())
                .apiCallAttemptTimeout(config.attemptTimeout())
                .retryStrategy(retries(config))
                .scheduledExecutorService(timeouts)
                .build();
    }

    /**
     * What is repeated is decided by {@link ErrorMeaning}, besides what never reached DynamoDB. All pauses of a call
     * together take half of its time at most, so that no attempt that it has left is lost to waiting.
     */
    static RetryStrategy retries(SessionStoreConfig config) {
        Duration longest = config.callTimeout().dividedBy(2L * Math.max(1, config.maxAttempts() - 1));
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(config.maxAttempts())
                .backoffStrategy(pauses(BACKOFF, longest))
                .throttlingBackoffStrategy(pauses(THROTTLING_BACKOFF, longest))
                .treatAsThrottling(e ->
                        e instanceof AwsServiceException service && ErrorMeaning.of(service) == ErrorMeaning.THROTTLED)
                .retryOnException(e -> e instanceof AwsServiceException service
                        && ErrorMeaning.of(service).isRepeated())
                .build();
    }

    private static BackoffStrategy pauses(Duration first, Duration longest) {
        return BackoffStrategy.exponentialDelay(first.compareTo(longest) < 0 ? first : longest, longest);
    }

    /** The SDK's own would start its threads in the middle of requests, with a web application's class loader. */
    private static ScheduledExecutorService timeouts() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "dynamosession-timeouts");
            thread.setDaemon(true);
            thread.setContextClassLoader(OwnedClient.class.getClassLoader());
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }
}
