package io.github.dynamosession.store.live;

import io.github.dynamosession.store.SessionStoreConfig.MutationDetection;
import io.github.dynamosession.store.SessionStoreConfig.UnreadableAttribute;
import io.github.dynamosession.store.payload.PayloadFormat;
import java.util.function.BiPredicate;

/**
 * How the values of one application are stored, compared and kept.
 *
 * @param format to and from stored bytes
 * @param mutationDetection which values are compared with what they were
 * @param unreadable what reading a value gives whose bytes cannot be decoded
 * @param nodeLocal values, by name and value, that are never stored: they live as long as the live session
 */
public record ValueRules(
        PayloadFormat format,
        MutationDetection mutationDetection,
        UnreadableAttribute unreadable,
        BiPredicate<String, Object> nodeLocal) {

    boolean mayMutate(Object value) {
        return switch (mutationDetection) {
            case NONE -> false;
            case READ -> !ImmutableValues.isImmutable(value);
            case ALL -> true;
        };
    }
}
