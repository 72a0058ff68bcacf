package io.github.dynamosession.store.codec;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Traps 12 and 35, with bytes that a fuzzer finds; CONTRIBUTING.md says how to let it search for longer. */
class JavaBytesFuzz {

    private static final JavaAttributeCodec JAVA = new JavaAttributeCodec(HostileBytes.filter(), Codecs.MAX_BYTES);
    private static final HostileBytes HOSTILE = new HostileBytes(JAVA);

    static Stream<byte[]> seeds() {
        return HostileSeeds.forJava().map(JAVA::encode);
    }

    @MethodSource("seeds")
    @FuzzTest
    void everyDecodingGivesAValueOrACodecException(byte[] bytes) {
        HOSTILE.decode(bytes);
    }
}
