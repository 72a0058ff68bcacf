package io.github.dynamosession.store;

import java.io.Serial;
import java.util.List;

/** The configuration cannot be used. The message lists every violation: property, value, rule. */
public final class InvalidConfigurationException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public InvalidConfigurationException(List<String> violations) {
        super("invalid configuration: " + String.join("; ", violations));
    }
}
