package io.github.dynamosession.store.live;

import java.io.Serial;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Some attribute values cannot be encoded. Everything else of the save was stored. The message names session, attribute,
 * path and remedy of each.
 */
public final class AttributeNotSavedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    AttributeNotSavedException(Collection<? extends RuntimeException> failures) {
        super(
                failures.stream().map(Throwable::getMessage).collect(Collectors.joining("; ")),
                failures.iterator().next());
    }
}
