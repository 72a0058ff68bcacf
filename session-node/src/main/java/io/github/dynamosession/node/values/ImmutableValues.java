package io.github.dynamosession.node.values;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** Values that cannot change after they were stored, so that comparing them would be wasted. Records may hold lists. */
final class ImmutableValues {

    private static final Set<Class<?>> CLASSES = Set.of(
            String.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigInteger.class,
            BigDecimal.class,
            UUID.class,
            Locale.class,
            Currency.class,
            URI.class);

    private ImmutableValues() {}

    static boolean isImmutable(Object value) {
        return CLASSES.contains(value.getClass()) || value instanceof Enum<?> || isJavaTime(value);
    }

    private static boolean isJavaTime(Object value) {
        boolean temporal = value instanceof TemporalAccessor || value instanceof TemporalAmount;
        return temporal && value.getClass().getName().startsWith("java.time.");
    }
}
