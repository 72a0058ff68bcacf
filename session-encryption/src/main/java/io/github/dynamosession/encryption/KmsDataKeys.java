package io.github.dynamosession.encryption;

import io.github.dynamosession.store.StoreException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;

/**
 * Data keys of AWS KMS. Called so seldom (at start, and when a key set has changed) that each call has a client of its own,
 * which leaves neither connection nor thread behind.
 *
 * <p>IAM actions on the KMS key: {@code kms:Decrypt}; to make a data key {@code kms:GenerateDataKey}.
 *
 * @param region empty: the AWS SDK's own chain decides
 * @param callTimeout bound on one call with all its attempts
 */
public record KmsDataKeys(Optional<String> region, Duration callTimeout) {

    /** KMS decrypts under the same context only, and writes it into its log. */
    private static final Map<String, String> CONTEXT = Map.of("dynamosession", "key-set");

    /**
     * Makes a data key.
     *
     * @param kmsKey ARN, id or alias
     * @throws StoreException if KMS cannot be asked, or refuses
     */
    public DataKey generate(String kmsKey) {
        return call("make a data key", kms -> {
            var made = kms.generateDataKey(request ->
                    request.keyId(kmsKey).keySpec(DataKeySpec.AES_256).encryptionContext(CONTEXT));
            return new DataKey(
                    made.plaintext().asByteArray(), made.ciphertextBlob().asByteArray());
        });
    }

    /** @throws StoreException if KMS cannot be asked, or refuses */
    public DataKey decrypt(byte[] encrypted) {
        return call("decrypt the data key of a key set", kms -> {
            var decrypted = kms.decrypt(request ->
                    request.ciphertextBlob(SdkBytes.fromByteArray(encrypted)).encryptionContext(CONTEXT));
            return new DataKey(decrypted.plaintext().asByteArray(), encrypted);
        });
    }

    private <T> T call(String what, Function<KmsClient, T> action) {
        try (DefaultCredentialsProvider credentials =
                        DefaultCredentialsProvider.builder().build();
                SdkHttpClient http = Apache5HttpClient.create();
                KmsClient client = client(credentials, http)) {
            return action.apply(client);
        } catch (SdkException e) {
            throw new StoreException("AWS KMS did not " + what + ": " + e.getMessage(), e);
        }
    }

    private KmsClient client(DefaultCredentialsProvider credentials, SdkHttpClient http) {
        return KmsClient.builder()
                .applyMutation(builder -> region.map(Region::of).ifPresent(builder::region))
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(override -> override.apiCallTimeout(callTimeout))
                .build();
    }
}
