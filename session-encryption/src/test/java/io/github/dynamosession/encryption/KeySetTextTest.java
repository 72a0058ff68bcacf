package io.github.dynamosession.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeySetTextTest {

    private static final DataKey DATA_KEY = new DataKey(new byte[32], new byte[] {1, 2, 3});

    private final KeySet keys = KeySet.create();

    /** A KMS that knows one data key. */
    private static DataKey kms(byte[] encrypted) {
        assertThat(encrypted).isEqualTo(DATA_KEY.encrypted());
        return DATA_KEY;
    }

    private static KeySetText parsed(String text) {
        return KeySetText.parse(text, KeySetTextTest::kms);
    }

    @Test
    void keysInClearAreTinksJson() {
        String text = new KeySetText(keys, Optional.empty()).toText();

        assertThat(text).isEqualTo(keys.toJson());
        assertThat(parsed(text).keys().keys()).isEqualTo(keys.keys());
    }

    @Test
    void encryptedKeysAreOneLineThatShowsNoneOfThem() {
        String text = new KeySetText(keys, Optional.of(DATA_KEY)).toText();

        assertThat(text).matches("aws-kms-1\\.AQID\\.[\\w-]+").doesNotContain("primaryKeyId");
        assertThat(parsed(text + "\n").keys().keys()).isEqualTo(keys.keys());
    }

    @Test
    void changedKeysStayEncryptedByTheirDataKey() {
        KeySetText changed =
                parsed(new KeySetText(keys, Optional.of(DATA_KEY)).toText()).with(keys.withNewKey());

        assertThat(parsed(changed.toText()).keys().keys()).hasSize(2);
        assertThat(changed.toText()).startsWith("aws-kms-1.AQID.");
    }

    @Test
    void damageIsRefused() {
        String text = new KeySetText(keys, Optional.of(DATA_KEY)).toText();
        for (String damaged : Arrays.asList(
                text.substring(0, text.length() - 4),
                text + ".x",
                "aws-kms-1.AQID",
                "aws-kms-1.AQID.!",
                text + "AAAA")) {
            assertThatIllegalArgumentException()
                    .as(damaged)
                    .isThrownBy(() -> parsed(damaged))
                    .withMessageContaining("a damaged key set");
        }
    }
}
