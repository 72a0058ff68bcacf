package io.github.dynamosession.cli.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.jr.ob.JSON;
import com.fasterxml.jackson.jr.ob.JSON.Feature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers for programs, as JSON in one line. A terminal may show it, too: it is ASCII without control characters. */
public final class Json {

    private static final JSON ASCII = new JSON(JsonFactory.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build())
            .with(Feature.WRITE_NULL_PROPERTIES);

    private Json() {}

    /**
     * Maps are objects, in their order; {@link Iterable}s are arrays; an empty {@link Optional} is null; times and whatever
     * else is no number and no boolean are their text.
     */
    public static String of(@Nullable Object value) {
        try {
            return ASCII.asString(plain(value));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return plain(optional.orElse(null));
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            map.forEach((name, each) -> plain.put(String.valueOf(name), plain(each)));
            return plain;
        }
        if (value instanceof Iterable<?> elements) {
            List<@Nullable Object> plain = new ArrayList<>();
            elements.forEach(each -> plain.add(plain(each)));
            return plain;
        }
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }
}
