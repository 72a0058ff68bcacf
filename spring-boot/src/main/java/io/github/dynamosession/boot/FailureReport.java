package io.github.dynamosession.boot;

import io.github.dynamosession.store.InvalidConfigurationException;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Our messages name what, which, why, and behind a semicolon the way out: that is Spring Boot's description and action. */
final class FailureReport {

    private static final String SEMICOLON = "; ";

    private static final String HOW_TO_WRITE_PROPERTIES =
            "Properties have dynamosession. in front here, as in dynamosession.table-name or dynamosession.tableName.";

    private FailureReport() {}

    static FailureAnalysis of(RuntimeException reason) {
        List<String> faults = reason instanceof InvalidConfigurationException configuration
                ? configuration.violations()
                : List.of(String.valueOf(reason.getMessage()));
        String description = faults.stream()
                .map(fault -> "    " + what(fault))
                .collect(Collectors.joining("\n", "Sessions cannot be kept in DynamoDB:\n\n", ""));
        String action = faults.stream()
                .map(FailureReport::wayOut)
                .filter(wayOut -> !wayOut.isEmpty())
                .map(wayOut -> "    " + wayOut)
                .collect(Collectors.joining("\n"));
        return new FailureAnalysis(
                description,
                action.isEmpty() ? HOW_TO_WRITE_PROPERTIES : action + "\n\n" + HOW_TO_WRITE_PROPERTIES,
                reason);
    }

    private static String what(String fault) {
        int end = fault.indexOf(SEMICOLON);
        return end < 0 ? fault : fault.substring(0, end);
    }

    private static String wayOut(String fault) {
        int end = fault.indexOf(SEMICOLON);
        return end < 0 ? "" : fault.substring(end + SEMICOLON.length());
    }
}
