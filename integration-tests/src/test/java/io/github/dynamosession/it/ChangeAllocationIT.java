package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.node.session.LocalSession;
import java.lang.management.ManagementFactory;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a change of a large value allocates on its whole way: the value of before, which is read; encoding, compression, the
 * SDK's request. The thread of a request does all of that, so its bytes are counted: they do not depend on the machine. The SDK
 * takes 5.5 of them for each byte that is written, to make JSON.
 */
final class ChangeAllocationIT {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final int SMALL = 10_000;
    private static final int LARGE = 110_000;
    private static final int ROUNDS = 40;

    @ParameterizedTest
    @CsvSource({"kryo, none, 8", "java, none, 10", "kryo, auto, 10.5", "java, auto, 12"})
    void aByteOfALargeValueThatIsReplacedTakesFewBytes(String codec, String compression, double most) {
        Map<String, String> properties = Map.of("codec", codec, "compression", compression);
        try (BareNode node = BareNode.open(DynamoDbLocal.shared().endpoint(), "allocations", properties)) {
            double perByte = (allocated(node, LARGE) - allocated(node, SMALL)) / (LARGE - SMALL);

            assertThat(perByte).isLessThan(most);
        }
    }

    /** By a request that replaces the value: the least of many, as compilers and caches allocate too. */
    private static double allocated(BareNode node, int length) {
        String id = UUID.randomUUID().toString();
        node.create(id, Map.of("report", text(0, length)));
        double least = Double.MAX_VALUE;
        for (int i = 1; i <= ROUNDS; i++) {
            String next = text(i, length);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            LocalSession session = node.join(id);
            session.attributes().put("report", next);
            session.save();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    /** Of which deflate leaves three quarters. */
    private static String text(int seed, int length) {
        byte[] random = new byte[length];
        new Random(seed).nextBytes(random);
        return Base64.getEncoder().encodeToString(random).substring(0, length);
    }
}
