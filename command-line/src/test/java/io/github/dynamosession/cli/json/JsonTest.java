package io.github.dynamosession.cli.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.dynamosession.store.Printable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void objectsHaveTheirFieldsInTheOrderInWhichTheyWereSaid() {
        Map<String, Object> session = new LinkedHashMap<>();
        session.put("handle", "wBTs");
        session.put("created", Instant.parse("2026-11-21T15:43:30.104Z"));
        session.put("maxInactive", Duration.ofMinutes(30));
        session.put("expires", Optional.empty());
        session.put("bytes", List.of(1, 2.5, 3L));
        session.put("here", Optional.of(true));
        session.put("more", Map.of());

        assertThat(Json.of(session))
                .isEqualTo("{\"handle\":\"wBTs\",\"created\":\"2026-11-21T15:43:30.104Z\",\"maxInactive\":\"PT30M\","
                        + "\"expires\":null,\"bytes\":[1,2.5,3],\"here\":true,\"more\":{}}");
    }

    @Test
    void aReaderHasEveryNameAsItWasAndATerminalStaysAsItIs() throws IOException {
        String name = "a\"b\\c\n\t\u001b[2J\u009b1m\u202etrac </script> \u00e9 \ud83d\ude00 \udb40\udc41 $1 \u2028";

        String written = Json.of(Map.of(name, List.of(name)));

        assertThat(JSON.std.mapFrom(written)).isEqualTo(Map.of(name, List.of(name)));
        assertThat(written).isEqualTo(Printable.of(written));
    }
}
