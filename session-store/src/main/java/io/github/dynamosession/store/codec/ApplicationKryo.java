package io.github.dynamosession.store.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.serializers.EnumNameSerializer;
import org.objenesis.strategy.StdInstantiatorStrategy;

/**
 * Kryo for the classes of one application. It writes and reads plain objects only, and tells of any other by a {@link
 * NotPlainException}. All that shapes the bytes is set here, and is part of the stored format.
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // as Kryo declares its methods
final class ApplicationKryo extends Kryo {

    /** Deeper graphs are refused on every node alike, long before a usual thread's stack (512 KB) ends. */
    static final int MAX_DEPTH = 400;

    private final ClassFilter filter;

    ApplicationKryo(ClassFilter filter) {
        super(new FilteredClassResolver(filter), new CycleAwareReferences());
        this.filter = filter;
        setRegistrationRequired(false);
        setInstantiatorStrategy(new StdInstantiatorStrategy());
        setMaxDepth(MAX_DEPTH);
        // Optimized, elements are written without their class if a field's generic type tells it, and a reader that
        // lacks the field fails (Kryo issues 834, 907, 1098).
        setOptimizedGenerics(false);
        JdkSerializers.registerIn(this);
    }

    /** Kryo has no exception of its own for it. */
    static boolean isTooDeep(RuntimeException e) {
        return String.valueOf(Failures.root(e).getMessage()).startsWith("Max depth exceeded");
    }

    void registerAsKryoDoes(Class<?> type, int id) {
        register(type, super.getDefaultSerializer(type), id);
    }

    /** Called once for each class that has no number: the application's, enums, and arrays of them. */
    @Override
    public Serializer getDefaultSerializer(Class type) {
        if (!filter.allows(type)) {
            throw new NotPlainException(type, "is not allowed in sessions");
        }
        if (type.isArray()) {
            return new ObjectArraySerializer();
        }
        if (type.isEnum()) {
            return new EnumNameSerializer(type);
        }
        PlainClasses.objection(type).ifPresent(objection -> {
            throw new NotPlainException(type, objection);
        });
        return new FieldsSerializer<>(this, type);
    }

    /** No class is: else its bytes would change when it becomes final or ceases to be. */
    @Override
    public boolean isFinal(Class type) {
        return false;
    }
}
