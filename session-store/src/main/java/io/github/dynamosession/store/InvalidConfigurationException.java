package io.github.dynamosession.store;

import java.io.Serial;
import java.util.List;

/** The configuration cannot be used. The message lists every violation: property, value, rule. */
public final class InvalidConfigurationException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // a list of strings that List.copyOf made
    private final List<String> violations;

    public InvalidConfigurationException(List<String> violations) {
        super("invalid configuration: " + String.join("; ", violations));
        this.violations = List.copyOf(violations);
    }

    /** What the message lists, one by one. */
    public List<String> violations() {
        return violations;
    }
}
