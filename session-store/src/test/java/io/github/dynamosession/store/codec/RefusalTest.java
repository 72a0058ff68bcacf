package io.github.dynamosession.store.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dynamosession.store.codec.Samples.Cart;
import io.github.dynamosession.store.codec.Samples.Endless;
import io.github.dynamosession.store.codec.Samples.Hooked;
import io.github.dynamosession.store.codec.Samples.Item;
import io.github.dynamosession.store.codec.Samples.Link;
import io.github.dynamosession.store.codec.Samples.Node;
import io.github.dynamosession.store.codec.Samples.Percent;
import io.github.dynamosession.store.codec.Samples.Point;
import io.github.dynamosession.store.codec.Samples.Service;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

    /** Trap 35: it loads a resource bundle when it is read, so it is not stored either. */
    @Test
    void aClassThatTheFilterRefusesIsNamedByItsPath() {
        Object value = new ArrayList<>(List.of(List.of(new LogRecord(Level.INFO, "text"))));
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> java.encode(value))
                .withMessageContaining("value[0][0]: class java.util.logging.LogRecord is not allowed")
                .withMessageContaining("allowedClasses");
    }

    @Test
    void stringKeysStayOutOfMessages() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> java.encode(new HashMap<>(Map.of("secret", new Service()))))
                .withMessageContaining("value[a key]")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    /** Where a class of the JDK hides the way, the last object that can be named is. */
    @Test
    void aServiceInsideOfWhatCannotBeLookedIntoIsToldByWhatHoldsIt() {
        Object value = new ArrayList<>(List.of("fine", new AtomicReference<>(new Service())));
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> java.encode(value))
                .withMessageContaining("cannot encode value[1]: class " + Service.class.getName());
    }

    @Test
    void aClassObjectIsRefusedByItsPath() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> java.encode(new Item("fine", 1, Runtime.class)))
                .withMessageContaining("value.extra: class java.lang.Runtime is not allowed");
    }

    static Stream<Arguments> tooDeep() {
        return Stream.of(
                Arguments.of(Codecs.kryo(), Node.chain(ApplicationKryo.MAX_DEPTH + 1)),
                Arguments.of(Codecs.kryo(), Node.chain(100_000)),
                Arguments.of(Codecs.kryo(), Link.chain(ApplicationKryo.MAX_DEPTH + 1)),
                Arguments.of(Codecs.java(), Node.chain(JavaAttributeCodec.MAX_DEPTH + 1)),
                Arguments.of(Codecs.java(), Node.chain(100_000)));
    }

    @ParameterizedTest
    @MethodSource("tooDeep")
    void aGraphThatIsTooDeepIsToldByItsPath(AttributeCodec codec, Object value) {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> codec.encode(value))
                .withMessageContaining("cannot encode value.next.next.next")
                .withMessageContaining("more)...")
                .withMessageContaining("too many objects lie inside each other")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
    }

    /** The guard looks at the stack now and then; a long list between two chains must not put it off. */
    @Test
    void depthIsFoundBehindManyShallowObjects() {
        List<Object> value = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            value.add(new Point(i, i));
        }
        value.add(Node.chain(JavaAttributeCodec.MAX_DEPTH - 1));
        java.encode(value);
        value.add(Node.chain(JavaAttributeCodec.MAX_DEPTH));
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> java.encode(value))
                .withMessageContaining("cannot encode value[1001].next");
    }

    /** So that what one node's thread encodes another's decodes, whatever stack the container gives it. */
    @Test
    void theDeepestGraphFitsASmallStack() throws Exception {
        Node deepest = Node.chain(ApplicationKryo.MAX_DEPTH);
        Link deepestOfRecords = Link.chain(ApplicationKryo.MAX_DEPTH - 1);
        Object deepestForJava = Hooked.chain(JavaAttributeCodec.MAX_DEPTH);
        onStack(512, () -> kryo.decode(kryo.encode(deepest)));
        onStack(512, () -> kryo.decode(kryo.encode(deepestOfRecords)));
        onStack(512, () -> java.decode(java.encode(deepestForJava)));
    }

    @Test
    void aStackThatIsTooSmallForAnythingIsAnErrorLikeAnyOther() throws Exception {
        Node deepest = Node.chain(ApplicationKryo.MAX_DEPTH);
        onStack(180, () -> assertThatExceptionOfType(CodecException.class).isThrownBy(() -> kryo.encode(deepest)));
        assertThat(kryo.decode(kryo.encode("text"))).isEqualTo("text");
    }

    private static void onStack(int kilobytes, Runnable work) throws InterruptedException {
        List<Throwable> failures = new ArrayList<>();
        Thread thread = new Thread(null, work, "small stack", kilobytes * 1024L);
        thread.setUncaughtExceptionHandler((t, e) -> failures.add(e));
        thread.start();
        thread.join();
        assertThat(failures).isEmpty();
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

    /** The constructor judges what was stored, as it judges what the application brings. */
    @Test
    void aRecordWhoseConstructorRefusesItsBytesIsAnError() {
        byte[] bytes = kryo.encode(new Percent(100));
        bytes[bytes.length - 1]++; // 101
        bytes[bytes.length - 1]++;
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> kryo.decode(bytes))
                .withMessageContaining("is more than 100");
    }

    /** Hostile bytes, or those of a node with another limit. */
    @Test
    void bytesThatAreTooDeepAreRefusedBeforeTheStackEnds() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
            output.writeObject(Hooked.chain(JavaAttributeCodec.MAX_DEPTH + 1));
        }
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> java.decode(bytes.toByteArray()))
                .withMessageContaining("filter status: REJECTED");
    }

    /** A writeObject method may go on for ever; the memory it takes is bounded all the same. */
    @Test
    void aGraphThatNeverEndsIsStoppedAtTheBound() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> java.encode(new ArrayList<>(List.of("fine", new Endless()))))
                .withMessageContaining("it takes more than " + Codecs.MAX_BYTES + " bytes, reached at value[1]");
    }

    @Test
    void theBoundIsHitBeforeALargeGraphIsEncodedWhole() {
        List<Object> value = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            value.add(new byte[Codecs.MAX_BYTES / 10]);
        }
        for (AttributeCodec codec : List.of(kryo, java)) {
            assertThatExceptionOfType(CodecException.class)
                    .isThrownBy(() -> codec.encode(value))
                    .withMessageContaining("reached at value[9]");
        }
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
