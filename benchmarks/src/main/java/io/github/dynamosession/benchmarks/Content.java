package io.github.dynamosession.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

/** Stored bytes of about a size, as sessions grow to it. */
@SuppressWarnings("ImmutableEnumChecker") // what it keeps is used by one thread
public enum Content {
    /** One long string of JSON, as single-page applications keep it. */
    JSON(Content::json),
    /** The cart of {@link SessionKind}, with more lines. */
    CART(SessionKind::cart),
    /** Measured values and keys of rows. */
    NUMBERS(Content::numbers),
    /** Already compressed or encrypted by the application. */
    RANDOM(Content::random);

    /** Any will do, as long as a second run has the same. */
    private static final int SEED = 42;

    private final IntFunction<Object> ofParts;

    Content(IntFunction<Object> ofParts) {
        this.ofParts = ofParts;
    }

    byte[] bytes(int size) throws Exception {
        int parts = 1;
        byte[] bytes = Encoder.DYNAMOSESSION.encode(ofParts.apply(parts));
        while (bytes.length < size) {
            parts += Math.max(1, parts * (size - bytes.length) / (2 * bytes.length));
            bytes = Encoder.DYNAMOSESSION.encode(ofParts.apply(parts));
        }
        return bytes;
    }

    private static Object json(int parts) {
        Random random = new Random(SEED);
        StringBuilder json = new StringBuilder("[");
        for (int i = 0; i < parts; i++) {
            json.append("{\"id\":").append(random.nextInt(1_000_000));
            json.append(",\"name\":\"Customer ").append(random.nextInt(1000));
            json.append("\",\"active\":").append(random.nextBoolean());
            json.append(",\"tags\":[\"new\",\"eu-west\"],\"total\":").append(random.nextInt(10_000) / 100.0);
            json.append("},");
        }
        return json.append("{}]").toString();
    }

    private static Object numbers(int parts) {
        Random random = new Random(SEED);
        List<Number> numbers = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            numbers.add(random.nextInt(100_000));
            numbers.add(Math.round(random.nextGaussian() * 1000) / 10.0);
        }
        return numbers;
    }

    private static Object random(int parts) {
        byte[] bytes = new byte[parts * 64];
        new Random(SEED).nextBytes(bytes);
        return bytes;
    }
}
