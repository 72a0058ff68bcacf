package io.github.dynamosession.store.codec;

import io.github.dynamosession.store.Printable;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A value cannot be encoded or decoded. The message names the class, the path inside the value, and the remedy. */
public class CodecException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public CodecException(String message, @Nullable Throwable cause) {
        super(Printable.of(message), cause);
    }
}
