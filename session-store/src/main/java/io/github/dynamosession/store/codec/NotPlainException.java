package io.github.dynamosession.store.codec;

import java.io.Serial;

/** Signals that a value holds an object that only Java serialization treats as its class means; without a stack trace. */
final class NotPlainException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    NotPlainException(Class<?> type, String reason) {
        super(type.getName() + " " + reason, null, false, false);
    }
}
