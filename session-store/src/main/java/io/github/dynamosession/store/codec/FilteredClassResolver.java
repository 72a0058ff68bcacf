package io.github.dynamosession.store.codec;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.util.DefaultClassResolver;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Resolves class names through the filter, and never, as Kryo would, through Kryo's own class loader. */
@SuppressWarnings("rawtypes") // as Kryo declares its methods
final class FilteredClassResolver extends DefaultClassResolver {

    private final ClassFilter filter;
    private final Map<String, Class<?>> loaded = new HashMap<>();

    FilteredClassResolver(ClassFilter filter) {
        this.filter = filter;
    }

    @Override
    protected Class getTypeByName(@Nullable String className) {
        if (className == null) {
            throw new KryoException("damaged: a class without a name");
        }
        return loaded.computeIfAbsent(className, filter::load);
    }

    /** An enum constant with a body goes by its enum: the body's class is numbered by the compiler. */
    @Override
    protected void writeName(Output output, Class type, Registration registration) {
        super.writeName(output, registration.getType(), registration);
    }
}
