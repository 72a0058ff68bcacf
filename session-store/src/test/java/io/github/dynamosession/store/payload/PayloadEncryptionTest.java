package io.github.dynamosession.store.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PayloadEncryptionTest {

    private static final byte[] VALUE = {1, 1, 0, 0, 42};

    private static final Supplier<AssociatedData> NOT_ASKED = () -> {
        throw new AssertionError("each value of each request would pay for it");
    };

    @Test
    void withoutKeysNobodyAsksWhereAValueBelongs() {
        PayloadEncryption none = new PayloadEncryption(Optional.empty(), false);

        assertThat(none.encrypt(VALUE, NOT_ASKED)).isSameAs(VALUE);
        assertThat(none.decrypt(VALUE, NOT_ASKED, () -> "a value")).isSameAs(VALUE);
    }
}
