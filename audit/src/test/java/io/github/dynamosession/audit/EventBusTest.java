package io.github.dynamosession.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dynamosession.audit.CannedAws.Reply;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

final class EventBusTest {

    private final List<Map<?, ?>> entries = new ArrayList<>();
    private final List<Integer> calls = new ArrayList<>();
    private int refused = -1;
    private final CannedAws aws = new CannedAws().on("PutEvents", this::put);
    private final EventBus bus = new EventBus(
            EventBridgeClient.builder()
                    .region(Region.US_EAST_1)
                    .endpointOverride(aws.endpoint())
                    .credentialsProvider(AnonymousCredentialsProvider.create())
                    .build(),
            "sessions");

    EventBusTest() throws IOException {}

    @AfterEach
    void close() {
        bus.close();
        aws.close();
    }

    private Reply put(Map<String, Object> request) {
        List<?> put = (List<?>) request.get("Entries");
        calls.add(put.size());
        List<Map<String, String>> results = new ArrayList<>();
        for (Object entry : put) {
            boolean ok = entries.size() != refused;
            entries.add((Map<?, ?>) entry);
            results.add(
                    ok
                            ? Map.of("EventId", "1")
                            : Map.of("ErrorCode", "ThrottlingException", "ErrorMessage", "slow down"));
        }
        return Reply.of(Map.of("FailedEntryCount", refused < 0 ? 0 : 1, "Entries", results));
    }

    private static List<SessionEvent> events(int number) {
        SessionEvents told = new SessionEvents("http-sessions", 1);
        return IntStream.range(0, number)
                .mapToObj(i -> told.gap("gap-" + i, Instant.EPOCH, "a shard was deleted"))
                .toList();
    }

    @Test
    void eventsArePutInTheirOrderAndTenACall() throws Exception {
        List<SessionEvent> events = events(23);

        bus.write(events);

        assertThat(calls).containsExactly(10, 10, 3);
        assertThat(entries)
                .extracting(entry -> entry.get("Detail"))
                .isEqualTo(events.stream().map(SessionEvent::toJson).toList());
        assertThat(entries.get(0).get("EventBusName")).isEqualTo("sessions");
        assertThat(entries.get(0).get("Source")).isEqualTo("dynamosession");
        assertThat(entries.get(0).get("DetailType")).isEqualTo("session gap");
    }

    @Test
    void theFirstEventThatTheBusRefusesIsNamed() {
        refused = 12;

        assertThatExceptionOfType(UndeliveredException.class)
                .isThrownBy(() -> bus.write(events(15)))
                .withMessageContaining("ThrottlingException")
                .extracting(UndeliveredException::first)
                .isEqualTo(12);
    }
}
