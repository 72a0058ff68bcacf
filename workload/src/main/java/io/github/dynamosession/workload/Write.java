package io.github.dynamosession.workload;

/**
 * What a change makes of one object of the session.
 *
 * @param value what the object is afterwards; empty: not there
 * @param unique nobody else ever writes this value
 */
public record Write(String object, String value, boolean unique) {

    static Write unique(String object, String value) {
        return new Write(object, value, true);
    }

    static Write of(String object, String value) {
        return new Write(object, value, false);
    }
}
