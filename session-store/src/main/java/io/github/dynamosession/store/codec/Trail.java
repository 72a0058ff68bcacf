package io.github.dynamosession.store.codec;

import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The last few objects that an encoder came by: where it was when it failed. */
final class Trail {

    private static final int LENGTH = 4;

    private final @Nullable Object[] objects = new Object[LENGTH];
    private int next;

    void add(@Nullable Object object) {
        objects[next] = object;
        next = (next + 1) % LENGTH;
    }

    Stream<Object> newestFirst() {
        return IntStream.rangeClosed(1, LENGTH)
                .mapToObj(i -> objects[(next + LENGTH - i) % LENGTH])
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull);
    }
}
