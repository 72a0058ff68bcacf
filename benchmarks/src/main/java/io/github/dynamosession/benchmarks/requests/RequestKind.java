package io.github.dynamosession.benchmarks.requests;

import java.util.Locale;

/** What a request does to its session. */
public enum RequestKind {
    /** Gets one of its values. */
    READ("reads"),
    /** Sets one of its values, by {@code setAttribute}. */
    CHANGE("sets a value"),
    /** Changes a value that it got, and sets nothing. */
    IN_PLACE("changes a value in place"),
    /** Brings the cookie, and no more. */
    UNUSED("brings the cookie alone");

    private final String text;

    RequestKind(String text) {
        this.text = text;
    }

    String path() {
        return "/" + name().toLowerCase(Locale.ROOT);
    }

    /** As the table has it. */
    @Override
    public String toString() {
        return text;
    }
}
