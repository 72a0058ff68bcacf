package io.github.dynamosession.store.codec;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The last few objects that an encoder came by: where it was when it failed. Those of the application are kept apart, for
 * what their writeObject methods write no path leads to.
 */
final class Trail {

    private static final int LENGTH = 4;

    private final Deque<Object> last = new ArrayDeque<>(LENGTH);
    private final Deque<Object> lastOfApplication = new ArrayDeque<>(LENGTH);

    void add(@Nullable Object object) {
        if (object != null) {
            push(object, last);
            if (!PlainClasses.isOfJdk(object.getClass())) {
                push(object, lastOfApplication);
            }
        }
    }

    private static void push(Object object, Deque<Object> objects) {
        if (objects.size() == LENGTH) {
            objects.removeLast();
        }
        objects.addFirst(object);
    }

    Stream<Object> newestFirst() {
        return Stream.concat(last.stream(), lastOfApplication.stream());
    }
}
