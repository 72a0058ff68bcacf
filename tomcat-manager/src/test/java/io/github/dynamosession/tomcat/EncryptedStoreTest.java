package io.github.dynamosession.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.encryption.KeySet;
import io.github.dynamosession.store.StoreStatistics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.catalina.Context;
import org.apache.catalina.session.PersistentManager;
import org.apache.catalina.session.StandardSession;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Values that are encrypted, and one that no item of the table could hold, through the Store of Tomcat's own manager. */
final class EncryptedStoreTest {

    private static final String TABLE = "encrypted-store";
    private static final String ID = "0123456789ABCDEF0123456789ABCDEF";
    private static final String SECRET = "correct horse battery staple";
    private static final int LARGE = 900 * 1024;

    @TempDir
    private Path keys;

    @AutoClose
    private final EmbeddedTomcat left = new EmbeddedTomcat();

    @AutoClose
    private final EmbeddedTomcat right = new EmbeddedTomcat();

    private final PersistentManager manager = new PersistentManager();
    private final DynamoDbStore here = EmbeddedTomcat.store();
    private final DynamoDbStore elsewhere = EmbeddedTomcat.store();

    @BeforeEach
    void start() throws Exception {
        Path keySet = Files.writeString(keys.resolve("keys"), KeySet.create().toJson());
        node(left, here, manager, keySet);
        node(right, elsewhere, new PersistentManager(), keySet);
    }

    private static void node(EmbeddedTomcat node, DynamoDbStore store, PersistentManager itsManager, Path keySet) {
        Context shop = node.webapp("", (request, response) -> {});
        store.setProperty("tableName", TABLE);
        store.setProperty("encryptionKeys", "file:" + keySet.toAbsolutePath());
        itsManager.setStore(store);
        shop.setManager(itsManager);
        node.start();
    }

    @Test
    void aLargeValueRoamsAndIsWrittenOnceAndWhoReadsTheTableLearnsNothing() throws Exception {
        byte[] large = new byte[LARGE];
        new Random(1).nextBytes(large); // or compression would make it small
        System.arraycopy(SECRET.getBytes(StandardCharsets.US_ASCII), 0, large, LARGE / 2, SECRET.length());
        StandardSession session = (StandardSession) manager.createSession(ID);
        session.setMaxInactiveInterval(1800);
        session.setAttribute("password", SECRET);
        session.setAttribute("picture", large);
        here.save(session);

        SwappedSession loaded = (SwappedSession) elsewhere.load(ID);
        assertThat(loaded.getAttribute("password")).isEqualTo(SECRET);
        assertThat((byte[]) loaded.getAttribute("picture")).isEqualTo(large);
        assertThat(table()).contains("picture").doesNotContain(SECRET);

        double before = statistics(elsewhere).writeUnits();
        loaded.setAttribute("password", "another");
        elsewhere.save(loaded);
        assertThat(statistics(elsewhere).writeUnits() - before).isLessThan(10); // the picture is 900

        elsewhere.remove(ID);
        assertThat(here.load(ID)).isNull();
    }

    private static StoreStatistics statistics(DynamoDbStore store) {
        return store.running().node().statistics();
    }

    /** All that a reader of the table sees. */
    private static String table() {
        StaticCredentialsProvider anyone =
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
        try (DynamoDbClient client = DynamoDbClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(DynamoDbLocal.shared().endpoint())
                .credentialsProvider(anyone)
                .build()) {
            return client.scanPaginator(scan -> scan.tableName(TABLE)).items().stream()
                    .map(EncryptedStoreTest::text)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String text(Map<String, AttributeValue> attributes) {
        return attributes.entrySet().stream()
                .map(attribute -> attribute.getKey() + " " + text(attribute.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static String text(AttributeValue value) {
        if (value.hasM()) {
            return text(value.m());
        }
        return value.b() == null ? value.toString() : value.b().asString(StandardCharsets.ISO_8859_1);
    }
}
