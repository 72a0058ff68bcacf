package io.github.dynamosession.store.codec;

import java.util.ConcurrentModificationException;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;

/** What went wrong inside a library that wraps exceptions. */
final class Failures {

    private Failures() {}

    static <E extends Throwable> Optional<E> find(Class<E> type, Throwable failure) {
        return causes(failure).filter(type::isInstance).map(type::cast).findFirst();
    }

    static Throwable root(Throwable failure) {
        return causes(failure).reduce(failure, (outer, inner) -> inner);
    }

    /** Whether another thread that changes a collection can be the reason. */
    static boolean mayBeRace(Throwable failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof ConcurrentModificationException
                        || cause instanceof IndexOutOfBoundsException
                        || cause instanceof NoSuchElementException
                        || cause instanceof NullPointerException);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
