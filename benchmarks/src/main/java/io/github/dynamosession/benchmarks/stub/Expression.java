package io.github.dynamosession.benchmarks.stub;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A condition of one call: the part of DynamoDB's language that Dynamosession sends. All else is an error. */
final class Expression {

    private static final Pattern TOKEN = Pattern.compile("[()]|<=|>=|=|<|>|[\\w.#:-]+");

    private final Map<String, Object> item;
    private final Map<String, Object> names;
    private final Map<String, Object> values;
    private final List<String> tokens;
    private int next;

    private Expression(String text, Map<String, Object> item, Map<String, Object> names, Map<String, Object> values) {
        this.item = item;
        this.names = names;
        this.values = values;
        this.tokens = TOKEN.matcher(text).results().map(MatchResult::group).toList();
        if (!String.join("", tokens).equals(text.replaceAll("[\\s,]", ""))) {
            throw new UnsupportedOperationException("condition " + text);
        }
    }

    /** Tells whether a condition holds for an item, which is empty if there is none. */
    static boolean holds(String text, Map<String, Object> item, Map<String, Object> call) {
        Expression expression = new Expression(
                text, item, Json.map(call, "ExpressionAttributeNames"), Json.map(call, "ExpressionAttributeValues"));
        boolean holds = expression.anyOf();
        if (expression.next < expression.tokens.size()) {
            throw new UnsupportedOperationException("condition " + text);
        }
        return holds;
    }

    private boolean anyOf() {
        boolean holds = allOf();
        while (take("OR")) {
            holds |= allOf();
        }
        return holds;
    }

    private boolean allOf() {
        boolean holds = one();
        while (take("AND")) {
            holds &= one();
        }
        return holds;
    }

    private boolean one() {
        if (take("(")) {
            boolean holds = anyOf();
            require(")");
            return holds;
        }
        String word = tokens.get(next++);
        if (word.startsWith("attribute_")) {
            require("(");
            boolean exists = operand(tokens.get(next++)) != null;
            require(")");
            return exists == word.equals("attribute_exists");
        }
        String operator = tokens.get(next++);
        return compare(operand(word), operator, operand(tokens.get(next++)));
    }

    private static boolean compare(
            @Nullable Map<String, Object> left, String operator, @Nullable Map<String, Object> right) {
        if (left == null || right == null) {
            return false;
        }
        if (operator.equals("=")) {
            return left.equals(right);
        }
        int order = Long.compare(number(left), number(right));
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            default -> throw new UnsupportedOperationException("operator " + operator);
        };
    }

    private static long number(Map<String, Object> value) {
        return Long.parseLong(Objects.requireNonNull(value.get("N"), "a number").toString());
    }

    private @Nullable Map<String, Object> operand(String word) {
        if (word.startsWith(":")) {
            return Json.map(values, word);
        }
        Map<String, Object> found = Map.of("M", item);
        for (String name : StoredItems.path(word, names)) {
            Map<String, Object> inner = Json.map(found, "M");
            if (!inner.containsKey(name)) {
                return null;
            }
            found = Json.map(inner, name);
        }
        return found;
    }

    private boolean take(String token) {
        boolean same = next < tokens.size() && tokens.get(next).equals(token);
        next += same ? 1 : 0;
        return same;
    }

    private void require(String token) {
        if (!take(token)) {
            throw new UnsupportedOperationException("no " + token + " in " + tokens);
        }
    }
}
