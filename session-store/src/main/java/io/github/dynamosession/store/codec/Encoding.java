package io.github.dynamosession.store.codec;

import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Encodes a value that another thread may be changing. */
final class Encoding {

    private static final int ATTEMPTS = 5;
    private static final int FIRST_BUFFER = 512;

    /** What stands around bytes, and more: a class and a length. */
    private static final int FRAME = 64;

    private Encoding() {}

    /** Tries again at once: a change takes nanoseconds, encoding microseconds, so the next try mostly meets none. */
    static <R> R of(Object value, Supplier<R> attempt) {
        for (int attempts = 1; ; attempts++) {
            try {
                return attempt.get();
            } catch (CodecException | NotPlainException e) {
                throw e;
            } catch (RuntimeException | LinkageError e) {
                if (!Failures.mayBeRace(e)) {
                    throw new CodecException(failed(value) + Failures.root(e), e);
                }
                if (attempts == ATTEMPTS) {
                    throw new CodecException(
                            failed(value) + "it failed " + ATTEMPTS + " times as if another thread were changing it ("
                                    + Failures.root(e) + "); guard it, or use a concurrent collection",
                            e);
                }
            }
        }
    }

    /**
     * How many bytes a value will probably take; not more than {@code most}.
     *
     * @param before what it may still encode to
     * @param textFrame what stands around text of as many bytes as it has characters
     */
    static int expected(Object value, byte @Nullable [] before, int textFrame, int most) {
        long guess = before == null ? FIRST_BUFFER : before.length;
        if (value instanceof String text) {
            guess = Math.max(guess, (long) text.length() + textFrame);
        } else if (value instanceof byte[] bytes) {
            guess = Math.max(guess, (long) bytes.length + FRAME);
        }
        return (int) Math.min(guess, most);
    }

    /** The first bytes of a buffer: {@code before} itself if it is the same, or the buffer, if it is full. */
    static byte[] taken(byte[] buffer, int length, byte @Nullable [] before) {
        if (before != null && Arrays.equals(before, 0, before.length, buffer, 0, length)) {
            return before;
        }
        return length == buffer.length ? buffer : Arrays.copyOf(buffer, length);
    }

    static CodecException tooLarge(Object value, Trail trail, int maxBytes) {
        return new CodecException(
                failed(value) + "it takes more than " + maxBytes + " bytes, reached at "
                        + ObjectPath.toEndOf(value, trail) + "; keep large objects out of the session",
                null);
    }

    static CodecException tooDeep(Object value, Trail trail) {
        return new CodecException(
                "cannot encode " + ObjectPath.toEndOf(value, trail)
                        + ": too many objects lie inside each other; put them side by side into a collection, or mark the"
                        + " field transient that leads to them",
                null);
    }

    private static String failed(Object value) {
        return "cannot encode a " + value.getClass().getName() + ": ";
    }
}
