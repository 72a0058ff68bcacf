package io.github.dynamosession.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LargeValueReferenceTest {

    private static final Instant KEPT_UNTIL = Instant.parse("2026-11-30T12:00:00Z");
    private static final LargeValueReference REFERENCE =
            new LargeValueReference(UUID.fromString("5f0c2c8e-7f0b-4b56-9d3e-0123456789ab"), 20_000, KEPT_UNTIL);

    /** Sessions in users' tables have such bytes: a change of this test loses their values. */
    @Test
    void theStoredFormIsAsItWas() {
        assertThat(HexFormat.of().formatHex(REFERENCE.toBytes()))
                .isEqualTo("02" + "00004e20" + "000000006b0d6540" + "5f0c2c8e7f0b4b569d3e0123456789ab");
    }

    @Test
    void comesBackFromItsBytes() {
        LargeValueReference created = LargeValueReference.create(0, KEPT_UNTIL.plusMillis(999));

        assertThat(LargeValueReference.of(REFERENCE.toBytes())).hasValue(REFERENCE);
        assertThat(LargeValueReference.of(created.toBytes())).hasValue(created);
    }

    @Test
    void noTwoAreTheSame() {
        assertThat(LargeValueReference.create(1, KEPT_UNTIL)).isNotEqualTo(LargeValueReference.create(1, KEPT_UNTIL));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 28, 30})
    void bytesOfAnotherLengthAreNone(int length) {
        assertThat(LargeValueReference.of(Arrays.copyOf(REFERENCE.toBytes(), length)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(bytes = {0, 1, 3, -1})
    void bytesOfAnotherFormatAreNone(byte format) {
        byte[] bytes = REFERENCE.toBytes();
        bytes[0] = format;

        assertThat(LargeValueReference.of(bytes)).isEmpty();
    }

    @Test
    void aLengthOrATimeThatCannotBeIsNone() {
        assertThat(LargeValueReference.of(with(1, (byte) -1))).isEmpty();
        assertThat(LargeValueReference.of(with(1, (byte) 3))).isPresent();
        assertThat(LargeValueReference.of(with(1, (byte) 4))).isEmpty(); // 64 MB and some;
        assertThat(LargeValueReference.of(with(5, (byte) -1))).isEmpty();
        assertThat(LargeValueReference.of(with(5, (byte) 127))).isEmpty();
    }

    private static byte[] with(int index, byte value) {
        byte[] bytes = REFERENCE.toBytes();
        bytes[index] = value;
        return bytes;
    }

    @Test
    void aValueHasItsLengthWhereverItIs() {
        assertThat(LargeValueReference.lengthOf(REFERENCE.toBytes())).isEqualTo(20_000);
        assertThat(LargeValueReference.lengthOf(new byte[7])).isEqualTo(7);
    }

    @Test
    void thoseOfASessionAreFoundAmongItsValues() {
        SessionTimes times = new SessionTimes(KEPT_UNTIL, KEPT_UNTIL, Duration.ofMinutes(30));
        StoredSession session = new StoredSession(
                1, times, Map.of("cart", REFERENCE.toBytes(), "user", new byte[29]), Map.of("authType", new byte[5]));

        assertThat(LargeValueReference.of(session)).containsExactly(REFERENCE);
    }
}
