package io.github.dynamosession.audit;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/** An event bus of EventBridge. IAM action: {@code events:PutEvents} on the bus. */
public final class EventBus implements EventSink {

    /** What rules match by, as source of events. */
    public static final String SOURCE = "dynamosession";

    /** EventBridge takes no more in a call. */
    private static final int MOST_ENTRIES = 10;

    private final EventBridgeClient client;
    private final String name;

    /**
     * @param client belongs to this sink from now on
     * @param name of the bus, or its ARN
     */
    public EventBus(EventBridgeClient client, String name) {
        this.client = client;
        this.name = name;
    }

    @Override
    public void write(List<SessionEvent> events) throws UndeliveredException {
        for (int from = 0; from < events.size(); from += MOST_ENTRIES) {
            put(from, events.subList(from, Math.min(events.size(), from + MOST_ENTRIES)));
        }
    }

    private void put(int from, List<SessionEvent> events) throws UndeliveredException {
        List<PutEventsRequestEntry> entries = new ArrayList<>();
        events.forEach(event -> entries.add(entry(event)));
        PutEventsResponse response;
        try {
            response = client.putEvents(request -> request.entries(entries));
        } catch (SdkException e) {
            throw new UndeliveredException(
                    from, "cannot put events on the event bus " + name + ": " + e.getMessage(), e);
        }
        for (int i = 0; i < response.entries().size(); i++) {
            PutEventsResultEntry result = response.entries().get(i);
            if (result.errorCode() != null) {
                throw new UndeliveredException(
                        from + i,
                        "the event bus " + name + " refused an event: " + result.errorCode() + ", "
                                + result.errorMessage(),
                        null);
            }
        }
    }

    private PutEventsRequestEntry entry(SessionEvent event) {
        return PutEventsRequestEntry.builder()
                .eventBusName(name)
                .source(SOURCE)
                .detailType("session " + event.kind().text())
                .time(event.time())
                .detail(event.toJson())
                .build();
    }

    @Override
    public void close() {
        client.close();
    }
}
