package io.github.dynamosession.store.codec;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamException;
import java.io.OutputStream;
import java.io.Serial;
import java.net.URL;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Refuses at once what the reading side would refuse, and writes copies of collections: their own writeObject stores
 * their size first and then what is there, and does not notice every change between the two. (ArrayList's compares
 * modification counts, but a change counts itself before it happens.)
 */
final class FilteredObjectOutput extends ObjectOutputStream {

    private static final Map<Class<?>, UnaryOperator<Object>> COPIES = Map.of(
            ArrayList.class, list -> new ArrayList<>((ArrayList<?>) list),
            HashMap.class, map -> ((HashMap<?, ?>) map).clone(),
            LinkedHashMap.class, map -> ((LinkedHashMap<?, ?>) map).clone(),
            TreeMap.class, map -> ((TreeMap<?, ?>) map).clone(),
            HashSet.class, set -> ((HashSet<?>) set).clone(),
            LinkedHashSet.class, set -> ((LinkedHashSet<?>) set).clone(),
            TreeSet.class, set -> ((TreeSet<?>) set).clone(),
            LinkedList.class, list -> ((LinkedList<?>) list).clone(),
            ArrayDeque.class, deque -> ((ArrayDeque<?>) deque).clone(),
            PriorityQueue.class, queue -> copyOf((PriorityQueue<?>) queue));

    private final ClassFilter filter;
    private final Trail trail;
    private final boolean reducesThrowables;
    private final Shape shape;
    /** A stream that fails writes the exception, too; it leads nowhere. */
    private boolean failed;

    private final WritingDepth depth = new WritingDepth(JavaAttributeCodec.MAX_DEPTH);

    /**
     * @param shape gets the classes of what is written
     * @param reducesThrowables whether exceptions of the JDK and the container are written without what they hold
     */
    FilteredObjectOutput(OutputStream bytes, ClassFilter filter, Trail trail, Shape shape, boolean reducesThrowables)
            throws IOException {
        super(bytes);
        this.filter = filter;
        this.trail = trail;
        this.shape = shape;
        this.reducesThrowables = reducesThrowables;
        enableReplaceObject(true);
    }

    @Override
    protected void annotateClass(Class<?> type) {
        filter.check(type);
        shape.described().add(type);
    }

    @Override
    protected void annotateProxyClass(Class<?> type) {
        shape.described().add(type);
        for (Class<?> each : type.getInterfaces()) {
            filter.check(each);
        }
    }

    /** Called once for an object: the stream keeps what it was replaced by. */
    @Override
    protected @Nullable Object replaceObject(@Nullable Object object) {
        failed |= object instanceof ObjectStreamException;
        if (!failed) {
            trail.add(object);
        }
        if (depth.isExceeded()) {
            throw new TooDeepException();
        }
        return object == null ? null : replacement(object);
    }

    private Object replacement(Object object) {
        shape.objects().add(object.getClass());
        if (object instanceof URL url) {
            return TextUrl.of(url); // in the same bytes whether somebody has asked for its hash or not
        }
        if (reducesThrowables
                && object instanceof Throwable throwable
                && ReducedThrowable.mayBe(throwable.getClass(), filter)) {
            return ReducedThrowable.of(throwable);
        }
        UnaryOperator<Object> copy = COPIES.get(object.getClass());
        return copy == null ? object : copy.apply(object);
    }

    /** One by one, so that a null in the place of an element that is just being removed is noticed. */
    @SuppressWarnings("unchecked") // the comparator is that of these elements
    private static Object copyOf(PriorityQueue<?> queue) {
        PriorityQueue<Object> copy = new PriorityQueue<>((Comparator<Object>) queue.comparator());
        copy.addAll(Arrays.asList(queue.toArray()));
        return copy;
    }

    static final class TooDeepException extends CodecException {

        @Serial
        private static final long serialVersionUID = 1L;

        TooDeepException() {
            super("too deep", null);
        }
    }
}
