package io.github.dynamosession.frameworks;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.dynamosession.cluster.document.Document;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Applications as the guides of their frameworks write them go on when each request reaches another node and one node is
 * killed. {@code docs/frameworks.md} and {@code docs/cost.md} are true of them.
 */
@ParameterizedClass
@EnumSource(Container.class)
final class FrameworksIT {

    private static final String STORED_HEAD = """
            | visit | with | attributes in the middle of it |
            | --- | --- | --- |
            """;

    private static final String COST_HEAD = """
            | visit | click | requests | saves | read | written |
            | --- | --- | --- | --- | --- | --- |
            """;

    private static Provider provider;

    private final Container container;

    FrameworksIT(Container container) {
        this.container = container;
    }

    @BeforeAll
    static void startProvider() {
        provider = new Provider();
    }

    @AfterAll
    static void stopProvider() {
        provider.close();
    }

    @TestFactory
    Stream<DynamicTest> visitsGoOnWhenANodeIsKilled() {
        Nodes nodes = Nodes.start(container, provider);
        List<Visit> visits = Visit.all(nodes);
        return Stream.of(
                        visits.stream()
                                .map(visit -> dynamicTest(visit + " on three nodes", () -> {
                                    visit.begin();
                                    visit.noteWhatIsStored();
                                })),
                        Stream.of(dynamicTest("one node is killed", nodes::killOne)),
                        visits.stream().map(visit -> dynamicTest(visit + " on two nodes", visit::goOn)),
                        Stream.of(dynamicTest("the pages are true", () -> requirePages(visits))))
                .flatMap(each -> each)
                .onClose(nodes::close);
    }

    private void requirePages(List<Visit> visits) throws IOException {
        StringBuilder stored = new StringBuilder(STORED_HEAD);
        for (Visit visit : visits) {
            stored.append(visit.storedMarkdown());
        }
        String cost = COST_HEAD + visits.stream().map(Visit::costMarkdown).collect(Collectors.joining());
        Document.FRAMEWORKS.requirePart(FrameworksIT.class, container.toString(), stored.toString());
        Document.COST.requirePart(FrameworksIT.class, container.toString(), cost);
    }
}
