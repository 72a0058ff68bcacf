package io.github.dynamosession.it;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The address that makes the test web application run some steps. */
final class Query {

    private Query() {}

    static String path(String path, String... steps) {
        String query = Arrays.stream(steps)
                .map(step -> "step=" + URLEncoder.encode(step, StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }
}
