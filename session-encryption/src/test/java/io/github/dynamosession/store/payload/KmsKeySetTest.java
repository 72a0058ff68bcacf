package io.github.dynamosession.store.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.encryption.KeySet;
import io.github.dynamosession.encryption.KeySetText;
import io.github.dynamosession.encryption.KmsDataKeys;
import io.github.dynamosession.encryption.KmsStandIn;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key set whose data key AWS KMS has made; KMS is a stand-in that speaks its protocol. */
class KmsKeySetTest {

    private static final byte[] VALUE = {1, 2, 3};
    private static final byte[] PLACE = {9};

    private final KmsDataKeys dataKeys = new KmsDataKeys(Optional.of("eu-central-1"), Duration.ofSeconds(20));
    private final KeySet keys = KeySet.create();

    @TempDir
    private Path directory;

    private KmsStandIn kms;

    @BeforeEach
    void start() throws IOException {
        kms = new KmsStandIn();
    }

    @AfterEach
    void stop() {
        kms.close();
    }

    private SessionStoreConfig config() throws IOException {
        KeySetText text = new KeySetText(keys, Optional.of(dataKeys.generate(KmsStandIn.KEY)));
        Path file = Files.writeString(directory.resolve("keys"), text.toText());
        return SessionStoreConfig.of(Map.of(
                "applicationName",
                "shop",
                "encryptionKeys",
                "aws-kms:file:" + file,
                "region",
                "eu-central-1",
                "callTimeout",
                "PT20S"));
    }

    @Test
    void kmsIsAskedOnceHoweverManyValuesThereAre() throws IOException {
        EncryptionKeys opened = EncryptionKeys.open(config()).orElseThrow();

        for (int i = 0; i < 100; i++) {
            byte[] value = opened.encrypt(VALUE, PLACE);
            assertThat(opened.decrypt(value, PLACE, () -> "a value")).isEqualTo(VALUE);
            assertThat(keys.missingKey(value)).isEmpty();
        }

        assertThat(kms.calls()).containsExactly("GenerateDataKey", "Decrypt");
    }

    @Test
    void aKeySetThatKmsDoesNotDecryptStopsTheStart() throws IOException {
        SessionStoreConfig config = config();
        kms.forgetDataKeys();

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> EncryptionKeys.open(config))
                .withMessageContaining("AWS KMS did not decrypt the data key of a key set")
                .withMessageContaining("not authorized to perform: kms:Decrypt");
    }

    /** As of every client: else a web application that is reloaded stays in memory. */
    @Test
    void aCallLeavesNoThreadBehind() {
        Set<Thread> before = threads();

        dataKeys.decrypt(dataKeys.generate(KmsStandIn.KEY).encrypted());

        await().pollInSameThread().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(before)
                .containsAll(threads()));
    }

    private static Set<Thread> threads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }
}
