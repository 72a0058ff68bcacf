package io.github.dynamosession.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.store.SessionStatistics;
import io.github.dynamosession.store.StoreStatistics;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operators see by JMX. */
class JmxRegistrationTest {

    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();
    private static final StoreStatistics COUNTED =
            new StoreStatistics(1, 2, 3, 4, 5, 6, 7, new StoreStatistics.Expiry(8, 9, 10, 11.5, 12.5), 13, 14.5, 15.5);
    private static final SessionStatistics TOLD =
            new SessionStatistics(new SessionStatistics.Refusals(16, 17, 18), 19, 20, 21, 22, 23, 24, 25);

    private final UndoStack undo = new UndoStack();
    private final ObjectName first = name("");
    private final ObjectName second = name(",instance=2");

    private static ObjectName name(String more) {
        try {
            return new ObjectName("io.github.dynamosession:type=DynamoDbSessions,context=\"/jmx##1\"" + more);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> attributes(ObjectName bean) throws Exception {
        return Arrays.stream(SERVER.getMBeanInfo(bean).getAttributes())
                .map(MBeanFeatureInfo::getName)
                .toList();
    }

    private void show(StoreStatistics statistics) {
        undo.push("what JMX shows", JmxRegistration.of("/jmx##1", () -> statistics, () -> TOLD)::close);
    }

    @AfterEach
    void stop() {
        undo.close();
        assertThat(SERVER.isRegistered(first) || SERVER.isRegistered(second))
                .as("after the stop")
                .isFalse();
    }

    @Test
    void everyFigureIsShownInOnePlace() throws Exception {
        show(COUNTED);

        List<String> attributes = attributes(first);
        assertThat(attributes).hasSize(25);
        assertThat(SERVER.getAttributes(first, attributes.toArray(String[]::new))
                        .asList())
                .extracting(attribute -> ((Number) attribute.getValue()).intValue())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 25).boxed().toList());
        assertThat(SERVER.getAttribute(first, "RequestsRefusedByLock")).isEqualTo(17L);
        assertThat(SERVER.getAttribute(first, "StoreExpired")).isEqualTo(10L);
    }

    @Test
    void severalServersInOneJvmAreToldApart() throws Exception {
        show(StoreStatistics.NONE);
        show(COUNTED);

        assertThat(SERVER.getAttribute(first, "StoreLoads")).isEqualTo(0L);
        assertThat(SERVER.getAttribute(second, "StoreLoads")).isEqualTo(1L);
    }

    @Test
    void thePageNamesEveryFigure() throws Exception {
        show(COUNTED);

        String page = Files.readString(Path.of("..", "docs", "operations.md"));
        int begin = page.indexOf("## Figures by JMX");
        assertThat(Pattern.compile("^\\| `(\\w+)` \\|", Pattern.MULTILINE)
                        .matcher(page.substring(begin, page.indexOf("\n## ", begin)))
                        .results())
                .extracting(row -> row.group(1))
                .containsExactlyInAnyOrderElementsOf(attributes(first));
    }
}
