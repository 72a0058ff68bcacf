package io.github.dynamosession.store.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dynamosession.store.codec.Samples.Cart;
import io.github.dynamosession.store.codec.Samples.Item;
import io.github.dynamosession.store.codec.Samples.Node;
import io.github.dynamosession.store.codec.Samples.Service;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trap 16: what cannot be stored is told by its path, and does no harm. */
class RefusalTest {

    private final KryoAttributeCodec kryo = Codecs.kryo();
    private final JavaAttributeCodec java = Codecs.java();

    @Test
    void aServiceObjectIsNamedByItsPathWithTheRemedy() {
        Cart cart = new Cart();
        cart.items.add(new Item("fine", 1, null));
        cart.items.add(new Item("bad", 1, new HashMap<>(Map.of(7, new Service()))));

        assertThat(kryo.encodeIfPlain(cart)).isEmpty();
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> java.encode(cart))
                .withMessageContaining("cannot encode value.items[1].extra[7]: ")
                .withMessageContaining(Service.class.getName() + " is not Serializable")
                .withMessageContaining("transient");
    }

    @Test
    void aFutureAndAThreadAreRefused() {
        for (Object value : List.of(
                new CompletableFuture<>(), Thread.currentThread(), getClass().getClassLoader())) {
            assertThat(kryo.encodeIfPlain(value)).isEmpty();
            assertThatExceptionOfType(CodecException.class)
                    .isThrownBy(() -> java.encode(value))
                    .withMessageContaining(value.getClass().getName());
        }
    }

    /** Trap 35: the class of the oldest gadget, not stored either. */
    @Test
    void aClassThatTheFilterRefusesIsNamedByItsPath() throws Exception {
        Object value = new ArrayList<>(List.of(List.of(new URL("http://localhost/"))));
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> java.encode(value))
                .withMessageContaining("value[0][0]: class java.net.URL is not allowed")
                .withMessageContaining("allowedClasses");
    }

    @Test
    void stringKeysStayOutOfMessages() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> java.encode(new HashMap<>(Map.of("secret", new Service()))))
                .withMessageContaining("value[a key]")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    @ParameterizedTest
    @ValueSource(ints = {ApplicationKryo.MAX_DEPTH + 1, 100_000})
    void kryoRefusesAGraphThatIsTooDeep(int depth) {
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> kryo.encode(Node.chain(depth)));
        assertThat(kryo.encodeIfPlain(Node.chain(10))).isPresent();
    }

    @Test
    void javaRefusesAGraphThatIsTooDeep() {
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> java.encode(Node.chain(100_000)));
    }

    /** So that what one node's thread encodes another's decodes, whatever stack the container gives it. */
    @Test
    void theDeepestGraphFitsASmallStack() throws Exception {
        Node deepest = Node.chain(ApplicationKryo.MAX_DEPTH);
        List<Throwable> failures = new ArrayList<>();
        Thread thread = new Thread(null, () -> kryo.decode(kryo.encode(deepest)), "small stack", 512 * 1024);
        thread.setUncaughtExceptionHandler((t, e) -> failures.add(e));
        thread.start();
        thread.join();
        assertThat(failures).isEmpty();
    }

    /** Trap 12: a stack that overflows while a class is loaded or initialised breaks the class for everybody. */
    @Test
    void javaDecodesAGraphOfTheMostDepthAndNoDeeper() {
        Object deepest = Node.chain(ApplicationKryo.MAX_DEPTH);
        assertThat(java.decode(java.encode(deepest))).isInstanceOf(Node.class);

        byte[] deeper = java.encode(Node.chain(ApplicationKryo.MAX_DEPTH + 1));
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> java.decode(deeper))
                .withMessageContaining("REJECTED");
    }

    /** Trap 12: Java gives back a tree map whose size is what the bytes say, and whose every use fails later. */
    @Test
    void javaRefusesATreeMapOfLessThanNoEntries() {
        byte[] bytes = java.encode(new TreeMap<>());
        Arrays.fill(bytes, bytes.length - 1 - Integer.BYTES, bytes.length - 1, (byte) -1);
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> java.decode(bytes))
                .withMessageContaining("a map of -1 entries");
    }

    @Test
    void aValueOfTheMostBytesIsEncodedAndALargerOneNot() {
        String text = "ü".repeat(1000);
        int size = kryo.encode(text).length;
        int javaSize = java.encode(text).length;

        assertThat(new KryoAttributeCodec(Codecs.filter(), size).encode(text)).hasSize(size);
        assertThat(new JavaAttributeCodec(Codecs.filter(), javaSize).encode(text))
                .hasSize(javaSize);
        assertTooLarge(new KryoAttributeCodec(Codecs.filter(), size - 1), text);
        assertTooLarge(new JavaAttributeCodec(Codecs.filter(), javaSize - 1), text);
    }

    private static void assertTooLarge(AttributeCodec codec, Object value) {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> codec.encode(value))
                .withMessageContaining("takes more than");
    }

    @Test
    void afterARefusalTheCodecWorksOn() {
        catchThrowableOfType(CodecException.class, () -> kryo.encode(Node.chain(100_000)));
        kryo.encodeIfPlain(new Object[] {"a", new Service()});
        assertThat(kryo.decode(kryo.encode("text"))).isEqualTo("text");
    }
}
