package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.node.session.LocalSession;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trap 26: thousands of small values over the life of their session, by both codecs. */
final class ManyValuesOfEachKindIT {

    private static final URI DYNAMODB = DynamoDbLocal.shared().endpoint();
    private static final String TABLE = "many-values";

    /** By each request. */
    private static final int CHANGED = 20;

    @ParameterizedTest
    @CsvSource({
        "kryo, strong, 1000, 1100, 8",
        "java, eventual, 1000, 1100, 8",
        "kryo, eventual, 5000, 200, 8",
        "java, strong, 5000, 200, 8",
        "kryo, strong, 1000, 1100, 255",
        "java, strong, 1000, 1100, 255"
    })
    void areSavedChangedByTwoNodesAtOnceReadAndGone(
            String codec, String consistency, int count, int length, int nameLength) {
        Map<String, String> properties = Map.of("codec", codec, "consistency", consistency);
        Map<String, Object> expected = texts(0, count, length, nameLength);
        String id = UUID.randomUUID().toString();
        try (BareNode here = BareNode.open(DYNAMODB, TABLE, properties);
                BareNode there = BareNode.open(DYNAMODB, TABLE, properties);
                Table table = new Table(DYNAMODB, TABLE)) {
            here.create(id, expected);

            AtOnce.forEach(List.of(0, 1, 2, 3, 4, 5), i -> {
                LocalSession session = (i % 2 == 0 ? here : there).join(id);
                session.attributes().putAll(changed(i, length, nameLength));
                session.save();
            });
            for (int i = 0; i < 6; i++) {
                expected.putAll(changed(i, length, nameLength));
            }

            assertThat(new TreeMap<>(here.join(id).attributes())).isEqualTo(expected);
            assertThat(new TreeMap<>(there.join(id).attributes())).isEqualTo(expected);
            LargeValueItems groups = LargeValueItems.of(table, id);
            assertThat(groups.stored()).hasSizeBetween(20, 60);
            there.join(id).delete();
            assertThat(groups.stored()).hasSize(0);
            assertThat(table.item(id)).isEmpty();
        }
    }

    private static Map<String, Object> changed(int request, int length, int nameLength) {
        return texts(request * CHANGED, (request + 1) * CHANGED, length + 1 + request, nameLength);
    }

    private static Map<String, Object> texts(int from, int to, int length, int nameLength) {
        Map<String, Object> texts = new TreeMap<>();
        for (int i = from; i < to; i++) {
            String name = "v" + i;
            texts.put(
                    name + "n".repeat(nameLength - name.length()),
                    (i + "x").repeat(length).substring(0, length));
        }
        return texts;
    }
}
