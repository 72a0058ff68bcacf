package io.github.dynamosession.node.values;

import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionStoreConfig.MutationDetection;
import io.github.dynamosession.store.SessionStoreConfig.UnreadableAttribute;
import io.github.dynamosession.store.codec.ClassFilter;
import io.github.dynamosession.store.payload.PayloadFormat;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * How the values of one application are stored, compared and kept.
 *
 * @param format to and from stored bytes
 * @param mutationDetection which values are compared with what they were
 * @param unreadable what reading a value gives whose bytes cannot be decoded
 * @param unstorable what becomes of a value that cannot be encoded
 * @param nodeLocal values, by name and value, that are never stored: they live as long as this node's copy of the session
 */
public record ValueRules(
        PayloadFormat format,
        MutationDetection mutationDetection,
        UnreadableAttribute unreadable,
        UnstorableValues unstorable,
        BiPredicate<String, Object> nodeLocal) {

    /** Rules by which a value that cannot be encoded is an error. */
    public ValueRules(
            PayloadFormat format,
            MutationDetection mutationDetection,
            UnreadableAttribute unreadable,
            BiPredicate<String, Object> nodeLocal) {
        this(format, mutationDetection, unreadable, UnstorableValues.refused(), nodeLocal);
    }

    /**
     * The rules for the attributes that an application sets.
     *
     * @param containerClasses patterns of the container's own classes that may be in attributes
     */
    public static ValueRules forAttributes(
            SessionStoreConfig config,
            ClassLoader applicationLoader,
            List<String> containerClasses,
            BiPredicate<String, Object> nodeLocal) {
        return new ValueRules(
                format(config, applicationLoader, containerClasses),
                config.mutationDetection(),
                config.unreadableAttribute(),
                UnstorableValues.of(config),
                nodeLocal);
    }

    /**
     * The rules for what the container keeps in a session: it replaces values and never changes them. One that cannot be
     * stored is always an error: a login that ends with its request must not look as if it had succeeded.
     *
     * @param containerClasses patterns of the container's own classes that may be in it
     */
    public static ValueRules forContainerState(
            SessionStoreConfig config, ClassLoader applicationLoader, List<String> containerClasses) {
        return new ValueRules(
                format(config, applicationLoader, containerClasses),
                MutationDetection.NONE,
                UnreadableAttribute.SKIP,
                (name, value) -> false);
    }

    private static PayloadFormat format(
            SessionStoreConfig config, ClassLoader applicationLoader, List<String> containerClasses) {
        ClassFilter filter = ClassFilter.forApplication(applicationLoader, config.allowedClasses())
                .alsoAllowing(containerClasses);
        return PayloadFormat.of(config.codec(), filter, config.maxSessionSize());
    }

    boolean mayMutate(Object value) {
        return switch (mutationDetection) {
            case NONE -> false;
            case READ -> !ImmutableValues.isImmutable(value);
            case ALL -> true;
        };
    }
}
