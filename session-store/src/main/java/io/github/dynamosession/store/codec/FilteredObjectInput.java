package io.github.dynamosession.store.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Loads only classes that the filter allows, and bounds what lengths in the bytes can claim. */
final class FilteredObjectInput extends ObjectInputStream {

    /** A HashMap makes 16 slots for one entry, in no less than 16 bytes. */
    private static final int ELEMENTS_PER_BYTE = 16;

    private static final int SHOWN_CLASSES = 4;

    /** They have no name that a class loader knows. */
    private static final Map<String, Class<?>> PRIMITIVES = Stream.of(
                    boolean.class,
                    byte.class,
                    char.class,
                    short.class,
                    int.class,
                    long.class,
                    float.class,
                    double.class,
                    void.class)
            .collect(Collectors.toUnmodifiableMap(Class::getName, type -> type));

    private final ClassFilter filter;
    private final HashWork hashWork;
    private final Deque<String> lastClasses = new ArrayDeque<>();

    FilteredObjectInput(InputStream bytes, ClassFilter filter, int size) throws IOException {
        super(bytes);
        this.filter = filter;
        this.hashWork = new HashWork(size);
        setObjectInputFilter(new Bounds(hashWork, (long) ELEMENTS_PER_BYTE * size));
        enableResolveObject(true);
    }

    /** Called when an object is whole, which is before the collection around it asks for its hash. */
    @Override
    protected @Nullable Object resolveObject(@Nullable Object object) {
        hashWork.spend(object);
        return object instanceof URL url ? TextUrl.of(url) : object;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description) throws ClassNotFoundException {
        String name = description.getName();
        lastClasses.addFirst(name);
        if (lastClasses.size() > SHOWN_CLASSES) {
            lastClasses.removeLast();
        }
        Class<?> primitive = PRIMITIVES.get(name);
        return primitive == null ? load(name) : primitive;
    }

    /** The classes that the bytes named last, the last one first: where they were when something failed. */
    List<String> lastClasses() {
        return List.copyOf(lastClasses);
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
     * Bounds sizes only, for each class that the bytes name is judged when it is resolved. The class of what a readResolve
     * method returns comes by here, too: the application's own code made that object, so any class is right.
     *
     * <p>The sum of the lengths is bounded, not only each: nested arrays would multiply. So is the depth, as on the way out: a
     * stack that overflows in the static initializer of a class leaves that class unusable.
     */
    private static final class Bounds implements ObjectInputFilter {

        private final HashWork hashWork;
        private long unclaimed;

        Bounds(HashWork hashWork, long elements) {
            this.hashWork = hashWork;
            this.unclaimed = elements;
        }

        @Override
        public Status checkInput(FilterInfo info) {
            Class<?> type = info.serialClass();
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
