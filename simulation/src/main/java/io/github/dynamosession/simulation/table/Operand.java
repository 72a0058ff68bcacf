package io.github.dynamosession.simulation.table;

import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A part of an expression that has a value, or none. */
interface Operand {

    /** What an expression refers to besides the item. */
    record Aliases(Map<String, String> names, Map<String, AttributeValue> values) {

        AttributeValue value(String alias) {
            AttributeValue value = values.get(alias);
            if (value == null) {
                throw Errors.invalid("An expression attribute value used in expression is not defined: " + alias);
            }
            return value;
        }
    }

    /** Of an item before it is changed. */
    @Nullable
    AttributeValue of(Map<String, AttributeValue> item);

    /** Reads a value, a path, {@code size(path)}, {@code if_not_exists(path, operand)}, or a sum of two. */
    static Operand parse(Tokens tokens, Aliases aliases) {
        Operand first = parseOne(tokens, aliases);
        if (tokens.takeIf("+")) {
            return combined(first, parseOne(tokens, aliases), Operand::sum);
        }
        return first;
    }

    private static Operand parseOne(Tokens tokens, Aliases aliases) {
        String token = tokens.take();
        if (token.startsWith(":")) {
            AttributeValue value = aliases.value(token);
            return item -> value;
        }
        if (!tokens.takeIf("(")) {
            Path path = Path.of(token, aliases.names());
            return path::in;
        }
        Operand first = parse(tokens, aliases);
        Operand function =
                switch (token) {
                    case "size" -> item -> Values.size(first.of(item));
                    case "if_not_exists" -> {
                        tokens.require(",");
                        yield combined(first, parse(tokens, aliases), (there, other) -> there == null ? other : there);
                    }
                    default -> throw Errors.invalid("Invalid function name; function: " + token);
                };
        tokens.require(")");
        return function;
    }

    private static AttributeValue sum(@Nullable AttributeValue one, @Nullable AttributeValue other) {
        if (one == null || one.type() != AttributeValue.Type.N) {
            throw Errors.invalid("The provided expression refers to an attribute that does not exist in the item");
        }
        return Values.sum(one, other);
    }

    private static Operand combined(
            Operand one,
            Operand other,
            BiFunction<@Nullable AttributeValue, @Nullable AttributeValue, @Nullable AttributeValue> of) {
        return item -> of.apply(one.of(item), other.of(item));
    }
}
