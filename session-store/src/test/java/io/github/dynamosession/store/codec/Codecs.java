package io.github.dynamosession.store.codec;

import java.util.List;

final class Codecs {

    static final int MAX_BYTES = 1 << 20;

    private Codecs() {}

    static ClassFilter filter() {
        return ClassFilter.forApplication(Codecs.class.getClassLoader(), List.of());
    }

    static KryoAttributeCodec kryo() {
        return new KryoAttributeCodec(filter(), MAX_BYTES);
    }

    static JavaAttributeCodec java() {
        return new JavaAttributeCodec(filter(), MAX_BYTES);
    }

    /** What a value is after it went through the store, Kryo first. */
    @SuppressWarnings("unchecked")
    static <T> T copy(T value) {
        KryoAttributeCodec kryo = kryo();
        return (T) kryo.encodeIfPlain(value).map(kryo::decode).orElseGet(() -> java().decode(java().encode(value)));
    }
}
