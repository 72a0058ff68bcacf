package io.github.dynamosession.simulation.table;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words and signs of an expression, one after the other. */
final class Tokens {

    private static final Pattern TOKEN = Pattern.compile("\\s*([A-Za-z_#:][\\w.#:-]*|<=|>=|<>|[=<>(),+-])");

    private final String expression;
    private final List<String> tokens = new ArrayList<>();
    private int next;

    Tokens(String expression) {
        this.expression = expression;
        Matcher matcher = TOKEN.matcher(expression);
        int end = 0;
        while (matcher.lookingAt()) {
            tokens.add(matcher.group(1));
            end = matcher.end();
            matcher.region(end, expression.length());
        }
        if (!expression.substring(end).isBlank()) {
            throw Errors.invalid("Invalid expression: " + expression);
        }
    }

    boolean isEmpty() {
        return next == tokens.size();
    }

    /** The next one, which stays; empty at the end. */
    String peek() {
        return isEmpty() ? "" : tokens.get(next);
    }

    String take() {
        if (isEmpty()) {
            throw Errors.invalid("Invalid expression, unexpected end: " + expression);
        }
        return tokens.get(next++);
    }

    /** Takes the next one if it is this, in capital letters or small ones. */
    boolean takeIf(String token) {
        boolean is = peek().equalsIgnoreCase(token);
        next += is ? 1 : 0;
        return is;
    }

    void require(String token) {
        if (!takeIf(token)) {
            throw Errors.invalid("Invalid expression, expected " + token + " at \"" + peek() + "\": " + expression);
        }
    }
}
