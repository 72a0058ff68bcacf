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

class GroupedValueTest {

    private static final Instant KEPT_UNTIL = Instant.parse("2026-11-30T12:00:00Z");
    private static final LargeValueReference GROUP =
            new LargeValueReference(UUID.fromString("5f0c2c8e-7f0b-4b56-9d3e-0123456789ab"), 60_000, KEPT_UNTIL);
    private static final GroupedValue VALUE = new GroupedValue(GROUP, 59_000, 1_000);

    /** Sessions in users' tables have such bytes: a change of this test loses their values. */
    @Test
    void theStoredFormIsAsItWas() {
        assertThat(HexFormat.of().formatHex(VALUE.toBytes()))
                .isEqualTo("03" + "03e8" + "e678" + "ea60" + "000000006b0d6540" + "5f0c2c8e7f0b4b569d3e0123456789ab");
    }

    @Test
    void comesBackFromItsBytes() {
        GroupedValue empty =
                new GroupedValue(LargeValueReference.create(GroupedValue.MOST_BYTES, KEPT_UNTIL), 0xffff, 0);

        assertThat(GroupedValue.of(VALUE.toBytes())).hasValue(VALUE);
        assertThat(GroupedValue.of(empty.toBytes())).hasValue(empty);
    }

    @Test
    void isAPieceOfItsGroup() {
        GroupedValue value = new GroupedValue(LargeValueReference.create(5, KEPT_UNTIL), 1, 3);

        assertThat(value.in(new byte[] {0, 1, 2, 3, 4})).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 29, 30, 32})
    void bytesOfAnotherLengthAreNone(int length) {
        assertThat(GroupedValue.of(Arrays.copyOf(VALUE.toBytes(), length))).isEmpty();
    }

    @Test
    void bytesThatCannotBeAreNone() {
        assertThat(GroupedValue.of(with(0, (byte) 2))).isEmpty();
        assertThat(GroupedValue.of(with(2, (byte) 0xe9))).isEmpty(); // a byte beyond its group
        assertThat(GroupedValue.of(with(7, (byte) -1))).isEmpty(); // kept until before 1970
        assertThat(GroupedValue.of(with(7, (byte) 127))).isEmpty();
    }

    private static byte[] with(int index, byte value) {
        byte[] bytes = VALUE.toBytes();
        bytes[index] = value;
        return bytes;
    }

    @Test
    void leadsToItsGroupAndHasItsOwnLength() {
        SessionTimes times = new SessionTimes(KEPT_UNTIL, KEPT_UNTIL, Duration.ofMinutes(30));
        GroupedValue other = new GroupedValue(GROUP, 0, 10);
        StoredSession session =
                new StoredSession(1, times, Map.of("a", VALUE.toBytes(), "b", other.toBytes()), Map.of());

        assertThat(LargeValueReference.behind(VALUE.toBytes())).hasValue(GROUP);
        assertThat(LargeValueReference.behind(GROUP.toBytes())).hasValue(GROUP);
        assertThat(LargeValueReference.behind(new byte[31])).isEmpty();
        assertThat(LargeValueReference.lengthOf(VALUE.toBytes())).isEqualTo(1_000);
        assertThat(LargeValueReference.of(session)).containsExactly(GROUP);
    }
}
