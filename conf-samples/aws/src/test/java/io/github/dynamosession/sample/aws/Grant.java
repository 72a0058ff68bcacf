package io.github.dynamosession.sample.aws;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One action on one resource. */
record Grant(String action, String resource) {

    /** What a policy allows, its conditions apart. */
    static Set<Grant> allowedBy(Map<?, ?> policy) {
        return ((List<?>) policy.get("Statement"))
                .stream()
                        .flatMap(statement -> allowedBy((Map<?, ?>) statement, policy))
                        .collect(Collectors.toSet());
    }

    private static Stream<Grant> allowedBy(Map<?, ?> statement, Map<?, ?> policy) {
        if (!"Allow".equals(statement.get("Effect"))) {
            throw new AssertionError("not a plain list of what is allowed: " + policy);
        }
        return texts(statement.get("Action"))
                .flatMap(action -> texts(statement.get("Resource")).map(resource -> new Grant(action, resource)));
    }

    private static Stream<String> texts(Object oneOrMore) {
        return oneOrMore instanceof Collection<?> several
                ? several.stream().map(Object::toString)
                : Stream.of(oneOrMore.toString());
    }
}
