package io.github.dynamosession.store.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Text has ways of its own through both codecs, which depend on its length and on its characters. */
class TextTest {

    private final KryoAttributeCodec kryo = Codecs.kryo();
    private final JavaAttributeCodec java = Codecs.java();

    static Stream<String> texts() {
        return Stream.of(0, 1, 2, 31, 32, 33, 62, 63, 64, 500, 8190, 8191, 8192, 65_535, 65_536, 110_000)
                .flatMap(length -> Stream.of("x", "é", "\u20ac", "\ud83d\ude00")
                        .map(last -> last + "x".repeat(length) + last)
                        .flatMap(mixed -> Stream.of(mixed, "x".repeat(length))));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void comesBack(String text) {
        assertThat(kryo.decode(kryo.encode(text))).isEqualTo(text);
        assertThat(java.decode(java.encode(text))).isEqualTo(text);
        assertThat(kryo.decode(kryo.encode(List.of(text, "behind")))).isEqualTo(List.of(text, "behind"));
    }

    /** A buffer that is just full is given away, and not used again. */
    @ParameterizedTest
    @MethodSource("texts")
    void staysWhatItIsWhenAnotherIsEncoded(String text) {
        byte[] bytes = kryo.encode(text);
        byte[] copy = bytes.clone();

        kryo.encode(text.replace('x', 'y'));

        assertThat(bytes).isEqualTo(copy);
    }
}
