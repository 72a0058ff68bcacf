package io.github.dynamosession.simulation.table;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How DynamoDB compares, adds and measures values. */
final class Values {

    private Values() {}

    /** Of numbers, strings or bytes, and of nothing else; null if they cannot be compared. */
    static @Nullable Integer compare(@Nullable AttributeValue one, @Nullable AttributeValue other) {
        if (one == null || other == null || one.type() != other.type()) {
            return null;
        }
        return switch (one.type()) {
            case N -> number(one).compareTo(number(other));
            case S -> Arrays.compareUnsigned(utf8(one), utf8(other));
            case B ->
                Arrays.compareUnsigned(one.b().asByteArrayUnsafe(), other.b().asByteArrayUnsafe());
            default -> null;
        };
    }

    static boolean equal(@Nullable AttributeValue one, @Nullable AttributeValue other) {
        Integer compared = compare(one, other);
        return compared == null ? one != null && one.equals(other) : compared == 0;
    }

    private static BigDecimal number(AttributeValue value) {
        return new BigDecimal(value.n());
    }

    private static byte[] utf8(AttributeValue value) {
        return value.s().getBytes(StandardCharsets.UTF_8);
    }

    /** Of two numbers, or all elements of two sets; the first may be missing. */
    static AttributeValue sum(@Nullable AttributeValue one, @Nullable AttributeValue other) {
        if (other == null || (one != null && one.type() != other.type())) {
            throw Errors.invalid("An operand in the update expression has an incorrect data type");
        }
        if (other.type() == AttributeValue.Type.N) {
            BigDecimal start = one == null ? BigDecimal.ZERO : number(one);
            return AttributeValue.fromN(start.add(number(other)).toPlainString());
        }
        if (other.type() == AttributeValue.Type.SS) {
            Set<String> all = new LinkedHashSet<>(one == null ? List.of() : one.ss());
            all.addAll(other.ss());
            return AttributeValue.fromSs(List.copyOf(all));
        }
        throw Errors.invalid("An operand in the update expression has an incorrect data type");
    }

    static @Nullable AttributeValue size(@Nullable AttributeValue of) {
        if (of == null) {
            return null;
        }
        int size =
                switch (of.type()) {
                    case S -> utf8(of).length;
                    case B -> of.b().asByteArrayUnsafe().length;
                    case SS -> of.ss().size();
                    case M -> of.m().size();
                    case L -> of.l().size();
                    default -> throw Errors.invalid("Incorrect operand type for operator or function: size");
                };
        return AttributeValue.fromN(Integer.toString(size));
    }

    /** Of a set its element, of a string its part. */
    static boolean contains(@Nullable AttributeValue all, @Nullable AttributeValue one) {
        if (all == null || one == null || one.type() != AttributeValue.Type.S) {
            return false;
        }
        return all.type() == AttributeValue.Type.SS
                ? all.ss().contains(one.s())
                : all.type() == AttributeValue.Type.S && all.s().contains(one.s());
    }

    /** The bytes that DynamoDB bills for an item. */
    static int bytes(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .mapToInt(entry -> entry.getKey().getBytes(StandardCharsets.UTF_8).length + bytes(entry.getValue()))
                .sum();
    }

    private static int bytes(AttributeValue value) {
        int perCollection = 3;
        return switch (value.type()) {
            case S -> utf8(value).length;
            case B -> value.b().asByteArrayUnsafe().length;
            case N -> value.n().replaceAll("[-.]|^0+|0+$", "").length() / 2 + 2;
            case SS ->
                value.ss().stream()
                        .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
                        .sum();
            case M -> perCollection + value.m().size() + bytes(value.m());
            case L ->
                perCollection
                        + value.l().stream()
                                .mapToInt(element -> 1 + bytes(element))
                                .sum();
            default -> 1;
        };
    }
}
