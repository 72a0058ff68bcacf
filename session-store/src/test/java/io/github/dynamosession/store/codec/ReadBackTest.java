package io.github.dynamosession.store.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dynamosession.store.codec.Samples.Colour;
import io.github.dynamosession.store.codec.Samples.Item;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is saved can be read; what could not be read is refused when it is saved, by its path and class. */
class ReadBackTest {

    private final JavaAttributeCodec java = Codecs.java();

    static Stream<Class<?>> classObjects() {
        return Stream.of(
                boolean.class,
                byte.class,
                char.class,
                short.class,
                int.class,
                long.class,
                float.class,
                double.class,
                void.class,
                int[].class,
                String.class,
                String[][].class,
                Runnable.class,
                AutoCloseable[].class,
                Deprecated.class,
                Thread.State.class,
                Colour.class,
                Colour.GREEN.getClass(),
                Item.class);
    }

    @ParameterizedTest
    @MethodSource("classObjects")
    void aClassObjectIsReadAsWritten(Class<?> value) {
        assertThat(Codecs.copy(value)).isEqualTo(value);
        assertThat(Codecs.copy(new Item("holds it", 1, value)).extra()).isEqualTo(value);
    }

    static class NeedsName {
        NeedsName(String name) {
            assertThat(name).isNotEmpty();
        }
    }

    static final class WithoutWayToMakeIt extends NeedsName implements Serializable {
        WithoutWayToMakeIt() {
            super("name");
        }
    }

    @Test
    void aClassWhoseSuperclassCannotBeMadeIsRefusedByItsPath() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> java.encode(new Item("holds it", 1, new WithoutWayToMakeIt())))
                .withMessageContaining("cannot encode value.extra: it could not be read again")
                .withMessageContaining(WithoutWayToMakeIt.class.getName() + "; no valid constructor");
    }

    static final class Handle implements Serializable {
        static int resolved;

        private Object readResolve() {
            resolved++;
            return Logger.getLogger("handle");
        }
    }

    static final class HoldsHandle implements Serializable {
        Handle handle = new Handle();
    }

    /** It cannot be put into the field when it is read. */
    @Test
    void whatResolvesToSomethingThatDoesNotFitItsFieldIsRefusedByItsPath() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> java.encode(new ArrayList<>(List.of("fine", new HoldsHandle()))))
                .withMessageContaining("cannot encode value[1].handle: it could not be read again")
                .withMessageContaining("cannot assign instance of java.util.logging.Logger");
    }

    /** Bytes made nothing of that class: the application looked it up. */
    @Test
    void whatResolvesToAnObjectOfAnyClassIsRead() {
        assertThat(Codecs.copy(new Item("holds it", 1, new Handle())).extra()).isSameAs(Logger.getLogger("handle"));
    }

    @Test
    void whatWasReadOnceIsNotReadEachTime() {
        java.encode(new ArrayList<>(List.of("fine", new Handle())));
        int before = Handle.resolved;
        java.encode(new ArrayList<>(List.of("other", new Handle(), new Handle())));
        assertThat(Handle.resolved).isEqualTo(before);
    }

    static final class ReplacedByThread implements Serializable {
        private Object writeReplace() {
            return Thread.currentThread();
        }
    }

    /** No path leads to what only the method knows, but one to what holds its object. */
    @Test
    void whatIsReplacedByWhatCannotBeStoredIsRefusedByItsClass() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> java.encode(new Item("holds it", 1, new ReplacedByThread())))
                .withMessageContaining("cannot encode value: class java.lang.Thread is not Serializable");
    }

    /** Bytes of a node that allows more. */
    @Test
    void aRefusalOfStoredBytesTellsTheClassAndWhereItWas() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
            output.writeObject(new Item("holds it", 1, new LogRecord(Level.INFO, "text")));
        }
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> java.decode(bytes.toByteArray()))
                .withMessageContaining("class java.util.logging.LogRecord is not allowed in sessions")
                .withMessageContaining("in or after " + Item.class.getName());
    }
}
