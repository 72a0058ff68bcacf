package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.document.Document;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code docs/cost.md} is true. */
@ParameterizedClass
@EnumSource(ContainerKind.class)
final class CostTableIT {

    private static final Map<RequestKind, Integer> PROMISED_CALLS =
            Map.of(RequestKind.NO_COOKIE, 0, RequestKind.IGNORED, 0, RequestKind.READ, 1, RequestKind.CHANGED, 2);

    private final WiredNode node;
    private final String container;

    CostTableIT(ContainerKind kind) {
        node = WiredNode.of(kind);
        container = kind.isJetty() ? "Jetty" : "Tomcat";
    }

    @Test
    void requestsCostWhatTheDocumentationSays() throws IOException {
        CostTable measured = CostTable.measuredOn(node);
        assertThat(PROMISED_CALLS)
                .allSatisfy((kind, calls) -> assertThat(measured.expenses().get(kind))
                        .as(kind.toString())
                        .allMatch(expense -> expense.calls() == calls));

        Document.COST.requirePart(CostTableIT.class, container, measured.markdown());
    }
}
