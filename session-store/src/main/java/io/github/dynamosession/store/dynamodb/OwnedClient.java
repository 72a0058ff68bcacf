package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.OwnThreads;
import io.github.dynamosession.store.SessionStoreConfig;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** A DynamoDB client with all it runs on, which end together: connections, credentials, and the thread of its timeouts. */
final class OwnedClient implements AutoCloseable {

    /** As the SDK has it for DynamoDB; its standard strategy waits four times as long. */
    private static final Duration BACKOFF = Duration.ofMillis(25);
    /** A hot key or index is throttled for milliseconds. The SDK would wait a second: half of a call's time. */
    private static final Duration THROTTLING_BACKOFF = Duration.ofMillis(50);

    /** How many times the bound of a call may pass until it is ended, whatever it waits for. */
    private static final int LAST_RESORT = 3;

    /** The first calls may meet a store that has just started itself, and make a table. */
    private static final Patience AT_START = new Patience(Duration.ofSeconds(5), Duration.ofMillis(2500));

    private final ClientSettings config;
    private final Region region;
    private final DynamoDbClient client;
    private final Turns turns;
    private final SdkHttpClient http;
    private final DefaultCredentialsProvider credentials;
    private final ScheduledExecutorService timeouts;

    /** How long a call, and one attempt of it, waits for the store. */
    private record Patience(Duration call, Duration attempt) {

        Patience atLeast(Patience other) {
            return new Patience(longer(call, other.call), longer(attempt, other.attempt));
        }

        private static Duration longer(Duration one, Duration other) {
            return one.compareTo(other) > 0 ? one : other;
        }

        /**
         * The bounds count how long the store is silent: a socket that has its answer is read, however late its thread gets
         * its turn. A fresh node with a hundred clients would otherwise refuse some of them. This one is for what no silence
         * bounds: a connection of the pool, name servers, credentials, an answer that trickles.
         */
        Duration lastResort() {
            return call.multipliedBy(LAST_RESORT);
        }
    }

    private OwnedClient(ClientSettings config) {
        this.config = config;
        region = config.region().map(Region::of).orElseGet(RegionLookUp::region);
        timeouts = timeouts(patience().lastResort());
        credentials = DefaultCredentialsProvider.builder().build();
        turns = Turns.within(config.callTimeout(), config.attemptTimeout());
        http = http(patience());
        try {
            client = client(http, patience());
        } catch (SdkException e) {
            release();
            throw StoreFailures.of("make a DynamoDB client", e);
        }
    }

    /**
     * Makes the client, and no connection yet. Threads inherit the context class loader of the thread that starts them:
     * it is ours meanwhile, not that of the web application that happens to be starting.
     */
    static OwnedClient connect(SessionStoreConfig config) {
        return OwnThreads.under(OwnedClient.class.getClassLoader(), () -> new OwnedClient(ClientSettings.of(config)));
    }

    DynamoDbClient client() {
        return client;
    }

    /** For all calls by this client that sessions make. */
    Turns turns() {
        return turns;
    }

    /** One for the changes of the table, on the same connections; who asks for it closes it before this. */
    DynamoDbStreamsClient streams() {
        return DynamoDbStreamsClient.builder()
                .region(region)
                .applyMutation(builder -> config.endpoint().ifPresent(builder::endpointOverride))
                .credentialsProvider(credentials)
                .httpClient(http)
                .build();
    }

    /** Does on a client of its own, which waits longer, what a node does once at its start. */
    void patiently(Consumer<DynamoDbClient> work) {
        Patience patience = patience().atLeast(AT_START);
        try (SdkHttpClient connections = http(patience);
                DynamoDbClient patient = client(connections, patience)) {
            work.accept(patient);
        }
    }

    private Patience patience() {
        return new Patience(config.callTimeout(), config.attemptTimeout());
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

    private DynamoDbClient client(SdkHttpClient connections, Patience patience) {
        return DynamoDbClient.builder()
                .region(region)
                .applyMutation(builder -> config.endpoint().ifPresent(builder::endpointOverride))
                .credentialsProvider(credentials)
                .putAuthScheme(CallSigner.scheme())
                .httpClient(connections)
                .overrideConfiguration(overrides(patience))
                .build();
    }

    private static SdkHttpClient http(Patience patience) {
        return Apache5HttpClient.builder()
                .maxConnections(Turns.AT_ONCE)
                .connectionTimeout(patience.attempt())
                .socketTimeout(patience.attempt())
                .connectionAcquisitionTimeout(patience.lastResort())
                .build();
    }

    private ClientOverrideConfiguration overrides(Patience patience) {
        return ClientOverrideConfiguration.builder()
                .apiCallTimeout(patience.lastResort())
                .retryStrategy(retries(patience))
                .scheduledExecutorService(timeouts)
                .build();
    }

    private RetryStrategy retries(Patience patience) {
        return new TimelyRetryStrategy(
                untimedRetries(config.maxAttempts(), patience.call()), patience.call(), patience.attempt());
    }

    /**
     * What is repeated is decided by {@link ErrorMeaning}, besides what never reached DynamoDB. All pauses of a call
     * together take half of its time at most, so that no attempt that it has left is lost to waiting.
     */
    static RetryStrategy untimedRetries(int maxAttempts, Duration callTimeout) {
        Duration longest = callTimeout.dividedBy(2L * Math.max(1, maxAttempts - 1));
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(maxAttempts)
                .backoffStrategy(pauses(BACKOFF, longest))
                .throttlingBackoffStrategy(pauses(THROTTLING_BACKOFF, longest))
                .treatAsThrottling(CallRunner::isThrottled)
                .retryOnException(e -> e instanceof AwsServiceException service
                        && ErrorMeaning.of(service).isRepeated())
                .build();
    }

    private static BackoffStrategy pauses(Duration first, Duration longest) {
        return BackoffStrategy.exponentialDelay(first.compareTo(longest) < 0 ? first : longest, longest);
    }

    /**
     * Its thread always waits for something that is due before the timer of a new call. Else each call would wake it, to wait for
     * that call: twenty microseconds of CPU.
     */
    private static ScheduledExecutorService timeouts(Duration ofCalls) {
        ScheduledExecutorService timeouts = oneThread("dynamosession-timeouts");
        long earlier = ofCalls.toNanos() / 2;
        timeouts.scheduleAtFixedRate(() -> {}, earlier, earlier, TimeUnit.NANOSECONDS);
        return timeouts;
    }

    /**
     * The SDK's own would start its threads in the middle of requests, with a web application's class loader. This one is
     * there at once: a thread remembers whose classes have made it, and may outlive them.
     */
    static ScheduledExecutorService oneThread(String name) {
        ScheduledThreadPoolExecutor executor = OwnThreads.scheduler(name, 1);
        executor.prestartAllCoreThreads();
        return executor;
    }
}
