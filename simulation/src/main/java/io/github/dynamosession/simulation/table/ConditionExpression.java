package io.github.dynamosession.simulation.table;

import io.github.dynamosession.simulation.table.Operand.Aliases;
import java.util.Map;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A condition on an item, as DynamoDB reads it: OR binds least, then AND, then NOT. */
final class ConditionExpression {

    private final Tokens tokens;
    private final Aliases aliases;

    private ConditionExpression(Tokens tokens, Aliases aliases) {
        this.tokens = tokens;
        this.aliases = aliases;
    }

    /** @throws software.amazon.awssdk.services.dynamodb.model.DynamoDbException if it is none */
    static Predicate<Map<String, AttributeValue>> parse(String expression, Aliases aliases) {
        Tokens tokens = new Tokens(expression);
        Predicate<Map<String, AttributeValue>> condition = new ConditionExpression(tokens, aliases).any();
        if (!tokens.isEmpty()) {
            throw Errors.invalid("Invalid expression, unexpected " + tokens.peek() + ": " + expression);
        }
        return condition;
    }

    private Predicate<Map<String, AttributeValue>> any() {
        Predicate<Map<String, AttributeValue>> any = all();
        while (tokens.takeIf("OR")) {
            any = any.or(all());
        }
        return any;
    }

    private Predicate<Map<String, AttributeValue>> all() {
        Predicate<Map<String, AttributeValue>> all = one();
        while (tokens.takeIf("AND")) {
            all = all.and(one());
        }
        return all;
    }

    private Predicate<Map<String, AttributeValue>> one() {
        if (tokens.takeIf("NOT")) {
            return one().negate();
        }
        if (tokens.takeIf("(")) {
            Predicate<Map<String, AttributeValue>> inner = any();
            tokens.require(")");
            return inner;
        }
        return switch (tokens.peek()) {
            case "attribute_exists" -> exists();
            case "attribute_not_exists" -> exists().negate();
            case "contains" -> contains();
            default -> comparison();
        };
    }

    private Predicate<Map<String, AttributeValue>> exists() {
        tokens.take();
        tokens.require("(");
        Path path = Path.of(tokens.take(), aliases.names());
        tokens.require(")");
        return item -> path.in(item) != null;
    }

    private Predicate<Map<String, AttributeValue>> contains() {
        tokens.take();
        tokens.require("(");
        Operand all = Operand.parse(tokens, aliases);
        tokens.require(",");
        Operand one = Operand.parse(tokens, aliases);
        tokens.require(")");
        return item -> Values.contains(all.of(item), one.of(item));
    }

    /** Of a missing attribute nothing is true but that it is another. */
    private Predicate<Map<String, AttributeValue>> comparison() {
        Operand left = Operand.parse(tokens, aliases);
        String comparator = tokens.take();
        Operand right = Operand.parse(tokens, aliases);
        return switch (comparator) {
            case "=" -> item -> Values.equal(left.of(item), right.of(item));
            case "<>" -> item -> !Values.equal(left.of(item), right.of(item));
            case "<" -> ordered(left, right, order -> order < 0);
            case "<=" -> ordered(left, right, order -> order <= 0);
            case ">" -> ordered(left, right, order -> order > 0);
            case ">=" -> ordered(left, right, order -> order >= 0);
            default -> throw Errors.invalid("Invalid comparator " + comparator);
        };
    }

    private static Predicate<Map<String, AttributeValue>> ordered(
            Operand left, Operand right, Predicate<Integer> holds) {
        return item -> {
            Integer order = Values.compare(left.of(item), right.of(item));
            return order != null && holds.test(order);
        };
    }
}
