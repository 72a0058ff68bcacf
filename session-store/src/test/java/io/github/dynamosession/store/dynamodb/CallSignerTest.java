package io.github.dynamosession.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.scheme.AwsV4AuthScheme;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.scheme.AuthScheme;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Whatever is signed, the headers are those that the AWS SDK's own signer makes of it. */
class CallSignerTest {

    private static final Instant NOW = Instant.parse("2026-11-27T23:59:59.999Z");
    private static final AwsCredentialsIdentity KEYS =
            AwsCredentialsIdentity.create("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    private static final int CALLS = 200;

    private final AwsV4HttpSigner sdk = AwsV4HttpSigner.create();
    private final CallSigner signer = new CallSigner();

    /** As the SDK makes one of GetItem. */
    private static SdkHttpRequest.Builder request(String endpoint) {
        return SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create(endpoint))
                .putHeader("amz-sdk-invocation-id", "bbdc0861-9cfd-4052-2b95-dbc4e2db2f93")
                .putHeader("amz-sdk-request", "attempt=1; max=5")
                .putHeader("Content-Length", "2")
                .putHeader("Content-Type", "application/x-amz-json-1.0")
                .putHeader("User-Agent", "aws-sdk-java")
                .putHeader("X-Amz-Target", "DynamoDB_20120810.GetItem");
    }

    private static SignRequest.Builder<AwsCredentialsIdentity> call(
            AwsCredentialsIdentity credentials, SdkHttpRequest.Builder request, String body) {
        return SignRequest.builder(credentials)
                .request(request.build())
                .payload(ContentStreamProvider.fromString(body, StandardCharsets.UTF_8))
                .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC))
                .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1")
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "dynamodb");
    }

    private static SignRequest.Builder<AwsCredentialsIdentity> call() {
        return call(KEYS, request("https://dynamodb.eu-central-1.amazonaws.com"), "{}");
    }

    private void requireAsTheSdk(SignRequest.Builder<AwsCredentialsIdentity> call) {
        SignedRequest expected = sdk.sign(call.build());
        SignedRequest signed = signer.sign(call.build());

        assertThat(signed.request().headers()).isEqualTo(expected.request().headers());
        assertThat(signed.request().getUri()).isEqualTo(expected.request().getUri());
        assertThat(bytes(signed)).isEqualTo(bytes(expected));
    }

    private static String bytes(SignedRequest signed) {
        return signed.payload()
                .map(payload -> {
                    try (InputStream stream = payload.newStream()) {
                        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .orElse("none");
    }

    @Test
    void bodiesOfAnyLength() {
        for (int length : List.of(0, 1, 1023, 1024, 1025, 400_000)) {
            requireAsTheSdk(call(KEYS, request("https://dynamodb.eu-central-1.amazonaws.com"), "é".repeat(length)));
        }
    }

    @Test
    void endpointsOfAnyKind() {
        List.of(
                        "http://127.0.0.1:8000",
                        "http://localhost",
                        "http://localhost:443",
                        "https://localhost:80",
                        "https://123456789012.ddb.eu-central-1.amazonaws.com/",
                        "https://[::1]:8000")
                .forEach(endpoint -> requireAsTheSdk(call(KEYS, request(endpoint), "{}")));
    }

    @Test
    void credentialsOfAnyKindOneAfterTheOther() {
        List.of(
                        KEYS,
                        AwsCredentialsIdentity.create("AKIDEXAMPLE", "another"),
                        AwsCredentialsIdentity.create(" AKIDOTHER ", " another\n"),
                        AwsSessionCredentialsIdentity.create("ASIDEXAMPLE", "another", " token/with+signs== "),
                        AwsCredentialsIdentity.builder()
                                .accessKeyId("AKIDEXAMPLE")
                                .secretAccessKey("another")
                                .accountId("123456789012")
                                .build(),
                        KEYS)
                .forEach(credentials -> requireAsTheSdk(call(credentials, request("http://localhost:8000"), "{}")));
    }

    @Test
    void headersOfAnyKind() {
        List<Consumer<SdkHttpRequest.Builder>> changes = List.of(
                request -> request.putHeader("X-Amz-Target", "  more \t blanks   inside "),
                request -> request.putHeader("X-Amz-Target", ""),
                request -> request.putHeader("X-Amz-Target", " "),
                request -> request.putHeader("x_y", "1").putHeader("X-Z", "2").putHeader("xA", "3"),
                request -> request.putHeader("Many", List.of("one", "two ", "three")),
                request -> request.putHeader("Umlaut", "Zoë"),
                request -> request.putHeader("Expect", "100-continue")
                        .putHeader("Connection", "close")
                        .putHeader("Transfer-Encoding", "chunked")
                        .putHeader("X-Forwarded-For", "10.0.0.1")
                        .putHeader("X-Amzn-Trace-Id", "Root=1"),
                request -> request.putHeader("Host", "proxy"),
                request -> request.putHeader("Authorization", "of someone else"),
                request -> request.putHeader("x-amz-content-sha256", "UNSIGNED-PAYLOAD"),
                request -> request.putHeader("x-amz-date", "20010101T000000Z"),
                request -> request.putHeader("x-amz-security-token", "of someone else"));
        changes.forEach(change -> {
            SdkHttpRequest.Builder request = request("http://localhost:8000");
            change.accept(request);
            requireAsTheSdk(call(KEYS, request, "{}"));
        });
    }

    @Test
    void requestsThatAreNoCalls() {
        requireAsTheSdk(call(KEYS, request("http://localhost:8000/path/with%20blank"), "{}"));
        requireAsTheSdk(call(KEYS, request("http://localhost:8000").putRawQueryParameter("a", "b"), "{}"));
        requireAsTheSdk(call(KEYS, request("http://localhost:8000").method(SdkHttpMethod.PUT), "{}"));
        requireAsTheSdk(call().payload(null));
    }

    @Test
    void wishesOfAnyKind() {
        requireAsTheSdk(call().putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING));
        requireAsTheSdk(call().putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, Duration.ofMinutes(5)));
        requireAsTheSdk(call().putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false));
        requireAsTheSdk(call().putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, true));
        requireAsTheSdk(call().putProperty(AwsV4HttpSigner.CHECKSUM_ALGORITHM, DefaultChecksumAlgorithm.CRC32));
        requireAsTheSdk(call().putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"));
        requireAsTheSdk(call().putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "other"));
    }

    /** The SDK corrects a clock that is wrong: the store says so, and the next attempt is signed by another one. */
    @Test
    void clocksThatGoOnOrBack() {
        for (Duration step : List.of(
                Duration.ZERO,
                Duration.ofMillis(1),
                Duration.ofDays(1),
                Duration.ofMinutes(-20),
                Duration.ofDays(365))) {
            requireAsTheSdk(call().putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW.plus(step), ZoneOffset.UTC)));
        }
    }

    @Test
    void clientsOfOursSignByIt() {
        try (OwnedClient client =
                OwnedClient.connect(LocalTable.config(URI.create("http://127.0.0.1:8000"), "web", Map.of()))) {
            assertThat(client.client().serviceClientConfiguration().authSchemes())
                    .extractingByKey(AwsV4AuthScheme.SCHEME_ID)
                    .extracting(AuthScheme::signer)
                    .isInstanceOf(CallSigner.class);
        }
    }

    /** Counted in bytes. */
    @Test
    void takesHalfOfTheMemoryAtMost() {
        SignRequest<AwsCredentialsIdentity> call = call().build();

        assertThat(allocated(signer, call)).isLessThan(allocated(sdk, call) / 2);
    }

    private static long allocated(AwsV4HttpSigner by, SignRequest<AwsCredentialsIdentity> call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        List<SignedRequest> results = new ArrayList<>();
        results.add(by.sign(call));
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            results.set(0, by.sign(call));
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
