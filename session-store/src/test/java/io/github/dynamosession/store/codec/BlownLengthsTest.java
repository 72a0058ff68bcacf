package io.github.dynamosession.store.codec;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trap 35: at every place where a length may stand, one that the bytes behind it cannot fill. */
class BlownLengthsTest {

    private static final ClassFilter FILTER = HostileBytes.filter();

    /** The second is not absurd: arrays of that length are made a few at a time in memory that is there. */
    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, 1_000_000})
    void javaAllocatesLittle(int length) {
        JavaAttributeCodec java = new JavaAttributeCodec(FILTER, Codecs.MAX_BYTES);
        HostileBytes hostile = new HostileBytes(java);
        byte[] blown = ByteBuffer.allocate(Integer.BYTES).putInt(length).array();
        HostileSeeds.forJava()
                .map(java::encode)
                .flatMap(bytes -> withAnywhere(bytes, blown))
                .forEach(hostile::decode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ffffffff07", "c0843d"})
    void kryoAllocatesLittle(String varInt) {
        KryoAttributeCodec kryo = new KryoAttributeCodec(FILTER, Codecs.MAX_BYTES);
        HostileBytes hostile = new HostileBytes(kryo);
        byte[] blown = HexFormat.of().parseHex(varInt);
        HostileSeeds.compound()
                .map(kryo::encode)
                .flatMap(bytes -> withAnywhere(bytes, blown))
                .forEach(hostile::decode);
    }

    private static Stream<byte[]> withAnywhere(byte[] bytes, byte[] part) {
        return Stream.iterate(0, at -> at + part.length <= bytes.length, at -> at + 1)
                .map(at -> ByteBuffer.wrap(bytes.clone()).put(at, part).array());
    }
}
