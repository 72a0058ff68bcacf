package io.github.dynamosession.store.codec;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Traps 12 and 35, with bytes that a fuzzer finds; CONTRIBUTING.md says how to let it search for longer. */
class KryoBytesFuzz {

    private static final KryoAttributeCodec KRYO = new KryoAttributeCodec(HostileBytes.filter(), Codecs.MAX_BYTES);
    private static final HostileBytes HOSTILE = new HostileBytes(KRYO);

    static Stream<byte[]> seeds() {
        return HostileSeeds.plain().map(KRYO::encode);
    }

    @MethodSource("seeds")
    @FuzzTest
    void everyDecodingGivesAValueOrACodecException(byte[] bytes) {
        HOSTILE.decode(bytes);
    }
}
