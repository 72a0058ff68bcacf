package io.github.dynamosession.store.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.function.Function;

/** A value that has a text it can be made from again; one that its text does not tell whole is not plain. */
final class TextSerializer<T> extends Serializer<T> {

    private final Function<T, String> text;
    private final Function<String, T> parse;

    TextSerializer(Function<T, String> text, Function<String, T> parse) {
        super(false, true);
        this.text = text;
        this.parse = parse;
    }

    @Override
    public void write(Kryo kryo, Output output, T value) {
        String written = text.apply(value);
        if (!parse.apply(written).equals(value)) {
            throw new NotPlainException(value.getClass(), "is more than its text");
        }
        output.writeString(written);
    }

    @Override
    public T read(Kryo kryo, Input input, Class<? extends T> type) {
        return parse.apply(input.readString());
    }
}
