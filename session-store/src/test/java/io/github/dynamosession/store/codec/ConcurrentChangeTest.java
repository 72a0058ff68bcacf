package io.github.dynamosession.store.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dynamosession.store.codec.Samples.Colour;
import io.github.dynamosession.store.codec.Samples.Item;
import io.github.dynamosession.store.codec.Samples.Node;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Trap 15: a collection that another thread changes while it is encoded is never stored half-written. */
class ConcurrentChangeTest {

    private static final int ENCODINGS = 1000;

    static Stream<Arguments> changing() {
        return Stream.of(Codecs.kryo(), Codecs.java())
                .flatMap(codec -> Stream.of(
                        Arguments.of(
                                codec, new ArrayList<>(), (BiConsumer<Object, Integer>) ConcurrentChangeTest::flip),
                        Arguments.of(
                                codec, new LinkedList<>(), (BiConsumer<Object, Integer>) ConcurrentChangeTest::flip),
                        Arguments.of(
                                codec, new HashMap<>(), (BiConsumer<Object, Integer>) ConcurrentChangeTest::flip)));
    }

    static Stream<Collection<Meddler>> collections() {
        return Stream.of(
                new ArrayList<>(),
                new LinkedList<>(),
                new ArrayDeque<>(),
                new HashSet<>(),
                new TreeSet<>(),
                new PriorityQueue<>());
    }

    /** As if another thread did it at the worst time: the size is written, and the other elements are not yet. */
    @ParameterizedTest
    @MethodSource("collections")
    void elementsThatGoWhileTheFirstIsWrittenAreWrittenAllTheSame(Collection<Meddler> collection) {
        for (int i = 0; i < 3; i++) {
            collection.add(new Meddler(i, collection));
        }
        JavaAttributeCodec java = Codecs.java();
        assertThat((Collection<?>) java.decode(java.encode(collection))).hasSize(3);
        assertThat(collection).isEmpty();
    }

    private static final class Meddler implements Serializable, Comparable<Meddler> {
        private final int number;
        private final transient Collection<Meddler> collection;

        Meddler(int number, Collection<Meddler> collection) {
            this.number = number;
            this.collection = collection;
        }

        private void writeObject(ObjectOutputStream output) throws IOException {
            output.defaultWriteObject();
            collection.clear();
        }

        @Override
        public int compareTo(Meddler other) {
            return Integer.compare(number, other.number);
        }
    }

    /** A class and the object of another would be written, if the field were read for each. */
    @Test
    void aFieldThatGetsAnObjectOfAnotherClassIsTakenOnce() throws Exception {
        Node node = new Node();
        List<Object> contents = Arrays.asList("text", 7, new Item("a", 1, null), new Node(), Colour.GREEN, null);
        AtomicInteger step = new AtomicInteger();
        KryoAttributeCodec kryo = Codecs.kryo();
        whileRepeated(() -> node.next = contents.get(step.getAndIncrement() % contents.size()), () -> assertThat(
                        ((Node) kryo.decode(kryo.encode(node))).next)
                .satisfiesAnyOf(next -> assertThat(next).isInstanceOf(Node.class), next -> assertThat(contents)
                        .contains(next)));
    }

    private static void whileRepeated(Runnable change, Runnable work) throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            while (!stop.get()) {
                change.run();
            }
        });
        writer.start();
        try {
            for (int i = 0; i < ENCODINGS; i++) {
                work.run();
            }
        } finally {
            stop.set(true);
            writer.join();
        }
    }

    @ParameterizedTest
    @MethodSource("changing")
    void whatIsEncodedCanBeDecoded(AttributeCodec codec, Object value, BiConsumer<Object, Integer> change)
            throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            for (int i = 0; !stop.get(); i++) {
                change.accept(value, i);
                Thread.yield();
            }
        });
        writer.start();
        int decoded = 0;
        try {
            for (int i = 0; i < ENCODINGS; i++) {
                decoded += encodeAndDecode(codec, value);
            }
        } finally {
            stop.set(true);
            writer.join();
        }
        assertThat(decoded).isPositive();
    }

    private static int encodeAndDecode(AttributeCodec codec, Object value) {
        byte[] bytes;
        try {
            bytes = codec.encode(value);
        } catch (CodecException e) {
            assertThat(e).hasMessageContaining("another thread");
            return 0;
        }
        assertThat(codec.decode(bytes)).hasSameClassAs(value);
        return 1;
    }

    /** Adds 50 elements one by one, then removes them. */
    @SuppressWarnings("unchecked")
    private static void flip(Object container, int step) {
        boolean add = step / 50 % 2 == 0;
        if (container instanceof Map<?, ?> map) {
            if (add) {
                ((Map<Object, Object>) map).put(step % 50, "value");
            } else {
                map.remove(step % 50);
            }
        } else if (add) {
            ((Collection<Object>) container).add("value");
        } else if (!((List<?>) container).isEmpty()) {
            ((List<?>) container).remove(0);
        }
    }

    @Test
    void aChangeThatDoesNotRepeatIsNotSeenByTheCaller() {
        Flaky value = new Flaky(3);
        assertThat(Codecs.java().decode(Codecs.java().encode(value))).isInstanceOf(Flaky.class);
    }

    @Test
    void aChangeThatNeverEndsIsToldAsSuch() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> Codecs.java().encode(new Flaky(Integer.MAX_VALUE)))
                .withMessageContaining("another thread")
                .withMessageContaining("concurrent collection");
    }

    /** Fails as a collection does that is being changed, a number of times. */
    private static final class Flaky implements Serializable {
        private int failures;

        Flaky(int failures) {
            this.failures = failures;
        }

        private void writeObject(ObjectOutputStream output) throws IOException {
            if (failures-- > 0) {
                throw new ConcurrentModificationException();
            }
            output.defaultWriteObject();
        }
    }
}
