package io.github.dynamosession.node.request;

import java.io.Serial;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Some attribute values cannot be encoded. Everything else of the save was stored. The message names session, attribute,
 * path and remedy of each.
 */
public final class AttributeNotSavedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final HashSet<String> names;

    /** @param failures by the names of the attributes */
    public AttributeNotSavedException(Map<String, ? extends RuntimeException> failures) {
        super(
                failures.values().stream().map(Throwable::getMessage).collect(Collectors.joining("; ")),
                failures.values().iterator().next());
        this.names = new HashSet<>(failures.keySet());
    }

    /** Of the attributes that are not saved. */
    public Set<String> names() {
        return names;
    }
}
