package io.github.dynamosession.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.dynamosession.encryption.KeySet.Key;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySetTest {

    private static final byte[] PLAINTEXT = {1, 2, 3};
    private static final byte[] PLACE = {9};

    private final KeySet one = KeySet.create();

    private static String primary(KeySet keys) {
        return keys.keys().stream()
                .filter(Key::primary)
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static String other(KeySet keys) {
        return keys.keys().stream()
                .filter(key -> !key.primary())
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    void aSetIsReadFromItsJson() throws GeneralSecurityException {
        KeySet read = KeySet.parse(one.toJson());

        assertThat(read.keys()).isEqualTo(one.keys());
        assertThat(read.decrypt(one.encrypt(PLAINTEXT, PLACE), PLACE)).isEqualTo(PLAINTEXT);
    }

    /** JSON has no order, no layout, and ids that an int of Java has not. */
    @Test
    void aSetThatAnotherProgramWroteIsRead() {
        KeySet read = KeySet.parse("""
                {
                  "primaryKeyId": 4294967295,
                  "key": [
                    {
                      "keyData": {
                        "typeUrl": "type.googleapis.com/google.crypto.tink.AesGcmKey",
                        "value": "GiC0Ge1p2nPP6WJgVQP4Rr697EGyfwbmfoBYaEzWrSHuQQ==",
                        "keyMaterialType": "SYMMETRIC"
                      },
                      "status": "ENABLED",
                      "keyId": 4294967295,
                      "outputPrefixType": "TINK"
                    }
                  ]
                }
                """);

        assertThat(read.keys()).containsExactly(new Key("4294967295", true, true));
    }

    @Test
    void aNewKeyEncryptsOnlyWhenItIsThePrimary() {
        KeySet two = one.withNewKey();

        assertThat(one.missingKey(two.encrypt(PLAINTEXT, PLACE))).isEmpty();

        KeySet promoted = two.withPrimary(other(two));
        assertThat(one.missingKey(promoted.encrypt(PLAINTEXT, PLACE))).contains(primary(promoted));
        assertThat(two.missingKey(promoted.encrypt(PLAINTEXT, PLACE))).isEmpty();
    }

    @Test
    void whatARemovedKeyEncryptedCannotBeRead() {
        KeySet two = one.withNewKey();
        KeySet promoted = two.withPrimary(other(two));
        KeySet rest = promoted.without(primary(one));

        assertThat(rest.keys()).extracting(Key::id).containsExactly(primary(promoted));
        assertThat(rest.missingKey(one.encrypt(PLAINTEXT, PLACE))).contains(primary(one));
    }

    @Test
    void theKeyThatEncryptsIsNotRemoved() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.withNewKey().without(primary(one)))
                .withMessageContaining("make another one the primary first");
    }

    @Test
    void aKeyThatIsNotThereIsNeitherPromotedNorRemoved() {
        for (String id : List.of("7", "-1", "seven", "")) {
            assertThatIllegalArgumentException().isThrownBy(() -> one.withPrimary(id));
            assertThatIllegalArgumentException().isThrownBy(() -> one.without(id));
        }
    }

    @Test
    void anythingElseThanWhatWasEncryptedForThisPlaceIsRefused() {
        byte[] whole = one.encrypt(PLAINTEXT, PLACE);
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefused(flipped, PLACE);
        }
        for (int length = 0; length < whole.length; length++) {
            assertRefused(Arrays.copyOf(whole, length), PLACE);
        }
        assertRefused(whole, new byte[] {8});
        assertRefused(KeySet.create().encrypt(PLAINTEXT, PLACE), PLACE);
    }

    private void assertRefused(byte[] ciphertext, byte[] place) {
        assertThatExceptionOfType(GeneralSecurityException.class).isThrownBy(() -> one.decrypt(ciphertext, place));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "{}",
                "[]",
                "{\"primaryKeyId\":1,\"key\":[]}",
                "{\"primaryKeyId\":1,\"key\":\"GiC0Ge1p2nPP6WJgVQP4Rr697EGyfwbmfoBYaEzWrSHuQQ==\"}"
            })
    void whatIsNoKeySetIsRefusedAndNotShown(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeySet.parse(text))
                .withMessageContaining("Tink's JSON")
                .withMessageNotContaining("GiC0");
    }

    /** A ciphertext that names no key cannot be told from a damaged one on a node without it. */
    @Test
    void aKeyWhoseCiphertextsDoNotNameItIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeySet.parse(one.toJson().replace("\"TINK\"", "\"RAW\"")))
                .withMessageContaining("key " + primary(one) + " is not of the output prefix type TINK");
    }

    @Test
    void aDisabledKeyIsMissing() {
        KeySet two = one.withNewKey();
        KeySet promoted = two.withPrimary(other(two));
        int first = promoted.toJson().indexOf("ENABLED");
        KeySet disabled = KeySet.parse(promoted.toJson().substring(0, first) + "DISABLED"
                + promoted.toJson().substring(first + "ENABLED".length()));

        assertThat(disabled.missingKey(one.encrypt(PLAINTEXT, PLACE))).contains(primary(one));
    }

    @Test
    void aSetThatCannotEncryptIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeySet.parse(one.toJson().replace("ENABLED", "DISABLED")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeySet.parse(one.toJson().replace("AesGcmKey", "HmacKey")));
    }
}
