package io.github.dynamosession.simulation.table;

import io.github.dynamosession.simulation.table.Operand.Aliases;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The changes of one UpdateItem: each is made of the item as it was before all of them. */
final class UpdateExpression {

    private UpdateExpression() {}

    /** The item after it. */
    static Map<String, AttributeValue> apply(String expression, Aliases aliases, Map<String, AttributeValue> before) {
        Tokens tokens = new Tokens(expression);
        Map<String, AttributeValue> after = new HashMap<>(before);
        while (!tokens.isEmpty()) {
            String clause = tokens.take();
            do {
                Path path = Path.of(tokens.take(), aliases.names());
                path.put(after, value(clause, path, tokens, aliases, before));
            } while (tokens.takeIf(","));
        }
        return after;
    }

    private static @Nullable AttributeValue value(
            String clause, Path path, Tokens tokens, Aliases aliases, Map<String, AttributeValue> before) {
        switch (clause) {
            case "SET" -> {
                tokens.require("=");
                AttributeValue value = Operand.parse(tokens, aliases).of(before);
                if (value == null) {
                    throw Errors.invalid(
                            "The provided expression refers to an attribute that does not exist in the item");
                }
                return value;
            }
            case "REMOVE" -> {
                return null;
            }
            case "ADD" -> {
                return Values.sum(
                        path.in(before), Operand.parse(tokens, aliases).of(before));
            }
            default -> throw Errors.invalid("Invalid UpdateExpression: " + clause);
        }
    }
}
