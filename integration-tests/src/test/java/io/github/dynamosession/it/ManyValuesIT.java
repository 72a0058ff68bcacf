package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trap 26: a session of a megabyte in a thousand small attributes, of which each node changes some at the same time. */
@ParameterizedClass(name = "{0}", autoCloseArguments = false)
@ArgumentsSource(Clusters.OfNewestLines.class)
final class ManyValuesIT {

    private static final int COUNT = 1_000;
    private static final int LENGTH = 1_100;

    /** By each of eight requests. */
    private static final int CHANGED = 5;

    private final Node a;
    private final Node b;
    private final Table table;
    private final Browser ann = new Browser();

    ManyValuesIT(Cluster cluster) {
        a = cluster.node(0);
        b = cluster.node(1);
        table = cluster.table();
    }

    @ParameterizedTest
    @ValueSource(strings = {Browser.APP, Browser.LOCKED})
    void nodesThatChangeDifferentOnesAtOnceLoseNone(String application) {
        ann.get(a, application, fill(0, COUNT, LENGTH)).ok();
        Browser client = new Browser(ann.sessionId());

        List<CompletableFuture<Answer>> requests = IntStream.range(0, 8)
                .mapToObj(i -> client.start(
                        i % 2 == 0 ? a : b, application, fill(i * CHANGED, (i + 1) * CHANGED, LENGTH + 1 + i)))
                .toList();
        requests.forEach(request -> request.join().ok());

        Map<String, String> expected = texts(0, COUNT, LENGTH);
        IntStream.range(0, 8).forEach(i -> expected.putAll(texts(i * CHANGED, (i + 1) * CHANGED, LENGTH + 1 + i)));
        assertThat(ann.get(a, application, "digest").ok().of("digest")).isEqualTo(digest(expected));
        assertThat(ann.get(b, application, "digest").ok().of("digest")).isEqualTo(digest(expected));
    }

    @Test
    void aLogoutLeavesNoneOfThem() {
        ann.on(a, fill(0, COUNT, LENGTH)).ok();
        LargeValueItems groups = LargeValueItems.of(table, ann.sessionId());
        assertThat(groups.stored()).hasSizeBetween(20, 60);

        ann.on(b, "invalidate").ok();

        assertThat(groups.stored()).hasSize(0);
    }

    private static String fill(int from, int to, int length) {
        return "fillMany:value:" + from + "-" + to + "-" + length;
    }

    /** What the step {@code fillMany} puts into the session. */
    private static Map<String, String> texts(int from, int to, int length) {
        Map<String, String> texts = new TreeMap<>();
        for (int i = from; i < to; i++) {
            byte[] random = new byte[length];
            new Random(i).nextBytes(random);
            texts.put("value" + i, Base64.getEncoder().encodeToString(random).substring(0, length));
        }
        return texts;
    }

    /** What the step {@code digest} answers. */
    private static String digest(Map<String, String> attributes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            attributes.forEach(
                    (name, value) -> digest.update((name + "=" + value + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
