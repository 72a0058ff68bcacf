package io.github.dynamosession.node;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.dynamosession.store.SessionStoreConfig.Codec;
import io.github.dynamosession.store.codec.ClassFilter;
import io.github.dynamosession.store.payload.PayloadFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FirstValuesTest {

    /** Else nothing would be loaded by them, and nobody would notice. */
    @ParameterizedTest
    @EnumSource
    void areOfKindsThatEachApplicationMayStore(Codec codec) {
        ClassFilter ofNobody = ClassFilter.forApplication(getClass().getClassLoader(), List.of());

        assertThatCode(() -> FirstValues.run(PayloadFormat.of(codec, ofNobody, 10_000)))
                .doesNotThrowAnyException();
    }
}
