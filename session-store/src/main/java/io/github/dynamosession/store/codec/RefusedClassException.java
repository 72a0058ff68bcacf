package io.github.dynamosession.store.codec;

import java.io.Serial;

/** The filter does not allow a class. */
final class RefusedClassException extends CodecException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String className;

    RefusedClassException(String className) {
        super("class " + className + " is not allowed in sessions; add it to allowedClasses", null);
        this.className = className;
    }

    String className() {
        return className;
    }
}
