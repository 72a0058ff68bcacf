package io.github.dynamosession.store.codec;

import java.io.Serial;

/** Bytes name a class that this application does not have: another version of it wrote them. */
final class MissingClassException extends CodecException {

    @Serial
    private static final long serialVersionUID = 1L;

    MissingClassException(String className, Throwable cause) {
        super("class " + className + " is not in this application", cause);
    }
}
