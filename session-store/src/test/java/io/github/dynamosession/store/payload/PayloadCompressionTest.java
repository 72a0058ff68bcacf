package io.github.dynamosession.store.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dynamosession.store.codec.CodecException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadCompressionTest {

    private static final int ENOUGH = 1_000_000;

    private static byte[] payload(int body) {
        byte[] payload = new byte[4 + body];
        Arrays.fill(payload, (byte) 'x');
        System.arraycopy(new byte[] {1, 2, 0, 0}, 0, payload, 0, 4);
        return payload;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 100_000})
    void aPayloadComesBackByteForByte(int body) {
        byte[] compressed = PayloadCompression.compress(payload(body));

        assertThat(compressed).startsWith(1, 2, 1, 0);
        assertThat(PayloadCompression.decompress(compressed, ENOUGH)).isEqualTo(payload(body));
    }

    /** Sessions in users' tables have such bytes. */
    @Test
    void theStoredFormOfYesterdayIsRead() {
        byte[] stored = HexFormat.of().parseHex("01020100" + "aba81805a360140c770000");

        assertThat(PayloadCompression.decompress(stored, ENOUGH)).isEqualTo(payload(1_000));
    }

    @Test
    void aPlainPayloadIsItself() {
        byte[] plain = payload(10);

        assertThat(PayloadCompression.decompress(plain, 1)).isSameAs(plain);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void bytesWithoutAHeaderAreLeftToTheDecoder(int length) {
        byte[] bytes = new byte[length];

        assertThat(PayloadCompression.decompress(bytes, ENOUGH)).isSameAs(bytes);
    }

    @Test
    void aMethodOfANewerNodeIsLeftToTheDecoder() {
        byte[] newer = payload(10);
        newer[2] = 2;

        assertThat(PayloadCompression.decompress(newer, ENOUGH)).isSameAs(newer);
    }

    /** Noise that does not get smaller, and what does, in one chunk and in many. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 8_191, 8_192, 8_193, 200_000})
    void bytesOfAnyLengthComeBack(int length) {
        byte[] noise = payload(length);
        new Random(length).nextBytes(noise);
        System.arraycopy(payload(0), 0, noise, 0, 4);

        assertThat(PayloadCompression.decompress(PayloadCompression.compress(noise), ENOUGH))
                .isEqualTo(noise);
        assertThat(PayloadCompression.decompress(PayloadCompression.compress(payload(length)), ENOUGH))
                .isEqualTo(payload(length));
    }

    /** A hundred thousand bytes of nothing take a hundred. Trap 35. */
    @Test
    void noMoreIsMadeOfThemThanIsAskedFor() {
        byte[] bomb = PayloadCompression.compress(payload(100_000));

        assertThat(PayloadCompression.decompress(bomb, 100_000)).hasSize(100_004);
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> PayloadCompression.decompress(bomb, 99_999))
                .withMessageContaining("99999 bytes");
    }

    @Test
    void damagedBytesAreAnError() {
        byte[] compressed = PayloadCompression.compress(payload(1_000));

        for (int length = 4; length < compressed.length; length++) {
            byte[] cutOff = Arrays.copyOf(compressed, length);
            assertThatExceptionOfType(CodecException.class)
                    .isThrownBy(() -> PayloadCompression.decompress(cutOff, ENOUGH));
        }
    }
}
