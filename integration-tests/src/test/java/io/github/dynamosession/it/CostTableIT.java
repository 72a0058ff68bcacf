package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code docs/cost.md} is true. {@code -Dcost.write} brings its table up to date. */
@ParameterizedClass
@EnumSource(ContainerKind.class)
final class CostTableIT {

    private static final Path DOCUMENT = Path.of("..", "docs", "cost.md");
    private static final String BEGIN = "<!-- table: made by CostTableIT -->\n";
    private static final String END = "<!-- end of table -->\n";

    private static final Map<RequestKind, Integer> PROMISED_CALLS =
            Map.of(RequestKind.NO_COOKIE, 0, RequestKind.IGNORED, 0, RequestKind.READ, 1, RequestKind.CHANGED, 2);

    private final WiredNode node;

    CostTableIT(ContainerKind kind) {
        node = WiredNode.of(kind);
    }

    @Test
    void requestsCostWhatTheDocumentationSays() throws IOException {
        CostTable measured = CostTable.measuredOn(node);
        assertThat(PROMISED_CALLS)
                .allSatisfy((kind, calls) -> assertThat(measured.expenses().get(kind))
                        .as(kind.toString())
                        .allMatch(expense -> expense.calls() == calls));

        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END);
        if (System.getProperty("cost.write") != null) {
            Files.writeString(DOCUMENT, document.substring(0, begin) + measured.markdown() + document.substring(end));
        } else {
            assertThat(document.substring(begin, end))
                    .as("the table in docs/cost.md; -Dcost.write replaces it")
                    .isEqualTo(measured.markdown());
        }
    }
}
