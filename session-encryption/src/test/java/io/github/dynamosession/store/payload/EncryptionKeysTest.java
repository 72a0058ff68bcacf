package io.github.dynamosession.store.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dynamosession.encryption.KeySet;
import io.github.dynamosession.store.InvalidConfigurationException;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.codec.CodecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys are changed while they are in use: the file of a node is written, and time goes by. */
class EncryptionKeysTest {

    private static final byte[] VALUE = {1, 2, 3};
    private static final byte[] PLACE = {9};

    private final KeySet before = KeySet.create();
    private final KeySet both = before.withNewKey();
    private final KeySet after = both.withPrimary(newId());
    private String file = before.toJson();
    private int reads;
    private long nanos = Long.MAX_VALUE; // a nanoTime may overflow
    private EncryptionKeys keys;

    @BeforeEach
    void open() {
        keys = new EncryptionKeys(
                () -> file,
                text -> {
                    reads++;
                    return KeySet.parse(text);
                },
                () -> nanos);
    }

    private String newId() {
        return both.keys().stream()
                .filter(key -> !key.primary())
                .findFirst()
                .orElseThrow()
                .id();
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private byte[] decrypted(byte[] ciphertext) {
        return keys.decrypt(ciphertext, PLACE, () -> "attribute cart of session 3f9a0b1c");
    }

    private boolean encryptsBy(KeySet set) {
        return set.missingKey(keys.encrypt(VALUE, PLACE)).isEmpty();
    }

    @Test
    void aChangedFileIsSeenAfterFiveSeconds() {
        file = after.toJson();

        pass(EncryptionKeys.LOOK_EVERY.minusNanos(1));
        assertThat(encryptsBy(before)).isTrue();

        pass(Duration.ofNanos(1));
        assertThat(encryptsBy(before)).isFalse();
    }

    @Test
    void aFileThatStaysTheSameIsParsedOnce() {
        for (int i = 0; i < 10; i++) {
            pass(EncryptionKeys.LOOK_EVERY);
            keys.encrypt(VALUE, PLACE);
        }

        assertThat(reads).isEqualTo(1);
    }

    @Test
    void aValueOfAnUnknownKeyIsAReasonToLookAtOnce() {
        file = both.toJson();
        pass(EncryptionKeys.LOOK_AT_ONCE_EVERY);

        assertThat(decrypted(after.encrypt(VALUE, PLACE))).isEqualTo(VALUE);
    }

    @Test
    void butNotMoreOftenThanOnceASecond() {
        pass(EncryptionKeys.LOOK_AT_ONCE_EVERY);
        assertFailsClosed(after.encrypt(VALUE, PLACE));
        file = both.toJson();

        assertFailsClosed(after.encrypt(VALUE, PLACE));

        pass(EncryptionKeys.LOOK_AT_ONCE_EVERY);
        assertThat(decrypted(after.encrypt(VALUE, PLACE))).isEqualTo(VALUE);
    }

    /** It says nothing of the value: who skipped it would show the user an empty cart. */
    private void assertFailsClosed(byte[] ciphertext) {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> decrypted(ciphertext))
                .withMessage("attribute cart of session 3f9a0b1c is encrypted by key " + newId()
                        + ", which this node has not: add the key to this node's key set (encryptionKeys) before any node"
                        + " encrypts by it")
                .matches(StoreException::isTemporary);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"primaryKeyId\":1", "half a file"})
    void aFileThatHasBecomeUnusableLeavesTheKeysInUse(String unusable) {
        byte[] value = keys.encrypt(VALUE, PLACE);
        file = unusable;
        pass(EncryptionKeys.LOOK_EVERY);

        assertThat(decrypted(value)).isEqualTo(VALUE);
        assertThat(encryptsBy(before)).isTrue();

        file = after.toJson();
        pass(EncryptionKeys.LOOK_EVERY);
        assertThat(encryptsBy(before)).isFalse();
    }

    @Test
    void aDamagedValueOfAKnownKeyIsAnErrorOfTheValue() {
        byte[] damaged = keys.encrypt(VALUE, PLACE);
        damaged[damaged.length - 1] ^= 1;

        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> decrypted(damaged));
    }

    // ------------------------------------------------------------ what a configuration names

    @TempDir
    private Path directory;

    private SessionStoreConfig config(String prefix, String content) throws IOException {
        Path written = Files.writeString(directory.resolve("keys"), content);
        return SessionStoreConfig.of(Map.of("applicationName", "shop", "encryptionKeys", prefix + "file:" + written));
    }

    @Test
    void theFileOfTheConfigurationIsRead() throws IOException {
        EncryptionKeys opened =
                EncryptionKeys.open(config("", before.toJson() + "\n")).orElseThrow();

        assertThat(before.missingKey(opened.encrypt(VALUE, PLACE))).isEmpty();
    }

    @Test
    void withoutThePropertyThereAreNoKeys() {
        assertThat(EncryptionKeys.open(SessionStoreConfig.of(Map.of("applicationName", "shop"))))
                .isEmpty();
    }

    @Test
    void anUnusableKeySetStopsTheStart() throws IOException {
        SessionStoreConfig config = config("", before.toJson().replace("\"TINK\"", "\"RAW\""));

        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> EncryptionKeys.open(config))
                .withMessageContaining("encryptionKeys=file:" + directory.resolve("keys") + " names no usable set")
                .withMessageContaining(before.keys().get(0).id());
    }

    /** Someone means the keys to be encrypted, and they are not. */
    @Test
    void keysInClearAreNotTakenForEncryptedOnes() throws IOException {
        SessionStoreConfig config = config("aws-kms:", before.toJson());

        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> EncryptionKeys.open(config))
                .withMessageContaining("a key set that is not encrypted");
    }

    @Test
    void encryptedKeysNeedThePrefix() throws IOException {
        SessionStoreConfig config = config("", "aws-kms-1." + "A".repeat(40) + "." + "A".repeat(40));

        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> EncryptionKeys.open(config))
                .withMessageContaining("put aws-kms: in front");
    }

    @Test
    void noMessageShowsAKey() throws IOException {
        String broken = before.toJson().replace("\"status\"", "status");
        SessionStoreConfig config = config("", broken);

        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> EncryptionKeys.open(config))
                .withMessageNotContaining(broken.split("\"value\":\"")[1].substring(0, 20));
    }
}
