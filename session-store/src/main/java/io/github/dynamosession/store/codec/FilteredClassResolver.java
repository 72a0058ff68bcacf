package io.github.dynamosession.store.codec;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.util.DefaultClassResolver;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Resolves class names through the filter, and never, as Kryo would, through Kryo's own class loader. */
@SuppressWarnings("rawtypes") // as Kryo declares its methods
final class FilteredClassResolver extends DefaultClassResolver {

    private final ClassFilter filter;
    private final Map<String, Class<?>> loaded = new HashMap<>();

    /** Missing classes by the number of their name in the bytes that are being read. */
    private final Map<Integer, Registration> missing = new HashMap<>();

    private String lastName = "";
    private @Nullable MissingClassException met;

    FilteredClassResolver(ClassFilter filter) {
        this.filter = filter;
    }

    @Override
    protected Class getTypeByName(@Nullable String className) {
        if (className == null) {
            throw new KryoException("damaged: a class without a name");
        }
        lastName = className;
        return loaded.computeIfAbsent(className, filter::load);
    }

    @Override
    protected Registration readName(Input input) {
        int start = input.position();
        int nameId = input.readVarInt(true);
        Registration known = missing.get(nameId);
        if (known != null) {
            return known;
        }
        input.setPosition(start);
        try {
            return super.readName(input);
        } catch (MissingClassException e) {
            Registration registration = Missing.registration(lastName, e, input);
            missing.put(nameId, registration);
            met = e;
            return registration;
        }
    }

    void forgetMissingClasses() {
        met = null;
    }

    /** Of the last bytes that were read, one that they name. */
    Optional<MissingClassException> missingClass() {
        return Optional.ofNullable(met);
    }

    /** An enum constant with a body goes by its enum: the body's class is numbered by the compiler. */
    @Override
    protected void writeName(Output output, Class type, Registration registration) {
        super.writeName(output, registration.getType(), registration);
    }

    @Override
    public void reset() {
        super.reset();
        missing.clear();
    }
}
