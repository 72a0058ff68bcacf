package io.github.dynamosession.store.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Loads only classes that the filter allows, and bounds what lengths in the bytes can claim. */
final class FilteredObjectInput extends ObjectInputStream {

    /** A HashMap makes 16 slots for one entry, in no less than 16 bytes. */
    private static final int ELEMENTS_PER_BYTE = 16;

    private final ClassFilter filter;
    private final HashWork hashWork;

    FilteredObjectInput(InputStream bytes, ClassFilter filter, int size) throws IOException {
        super(bytes);
        this.filter = filter;
        this.hashWork = new HashWork(size);
        setObjectInputFilter(new Bounds(filter, hashWork, (long) ELEMENTS_PER_BYTE * size));
        enableResolveObject(true);
    }

    /** Called when an object is whole, which is before the collection around it asks for its hash. */
    @Override
    protected @Nullable Object resolveObject(@Nullable Object object) {
        hashWork.spend(object);
        return object;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description) throws ClassNotFoundException {
        return load(description.getName());
    }

    /** The stream goes on without a class that is missing, if nothing but fields that this version lacks needs it. */
    private Class<?> load(String className) throws ClassNotFoundException {
        try {
            return filter.load(className);
        } catch (MissingClassException e) {
            throw new ClassNotFoundException(className, e);
        }
    }

    @Override
    @SuppressWarnings("deprecation") // the class of a proxy, without making one
    protected Class<?> resolveProxyClass(String[] interfaceNames) throws ClassNotFoundException {
        Class<?>[] interfaces = new Class<?>[interfaceNames.length];
        for (int i = 0; i < interfaces.length; i++) {
            interfaces[i] = load(interfaceNames[i]);
        }
        return Proxy.getProxyClass(filter.applicationLoader(), interfaces);
    }

    /**
     * The sum of the lengths is bounded, not only each: nested arrays would multiply. So is the depth, as on the way out: a
     * stack that overflows in the static initializer of a class leaves that class unusable.
     */
    private static final class Bounds implements ObjectInputFilter {

        private final ClassFilter filter;
        private final HashWork hashWork;
        private long unclaimed;

        Bounds(ClassFilter filter, HashWork hashWork, long elements) {
            this.filter = filter;
            this.hashWork = hashWork;
            this.unclaimed = elements;
        }

        @Override
        public Status checkInput(FilterInfo info) {
            Class<?> type = info.serialClass();
            if (type != null && !filter.allows(type)) {
                return Status.REJECTED;
            }
            if (type == null) {
                hashWork.spendOnReference();
            }
            unclaimed -= Math.max(0, info.arrayLength()) * (isPrimitiveArray(type) ? ELEMENTS_PER_BYTE : 1L);
            boolean tooDeep = info.depth() > JavaAttributeCodec.MAX_DEPTH;
            return unclaimed < 0 || tooDeep ? Status.REJECTED : Status.UNDECIDED;
        }

        /** Its elements are there byte for byte, unlike the slots of a hash table. */
        private static boolean isPrimitiveArray(@Nullable Class<?> type) {
            return type != null && type.isArray() && type.getComponentType().isPrimitive();
        }
    }
}
