package io.github.dynamosession.audit;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/**
 * An AWS Lambda function that reads the stream of the table of sessions. Its events go to the event bus of EventBridge that the
 * environment variable {@code AUDIT_EVENT_BUS} names, or else, one line each, to CloudWatch Logs. {@code AUDIT_GROWN_BYTES} says
 * how large a session may become without an event, if not 102400.
 *
 * <p>The event source mapping must have {@code ReportBatchItemFailures}: what is not delivered is named, and comes again from
 * there on.
 */
public final class AuditHandler implements RequestStreamHandler {

    /** The environment variable with the name or ARN of an event bus; empty or absent: CloudWatch Logs. */
    public static final String EVENT_BUS = "AUDIT_EVENT_BUS";

    /** The environment variable with the size that a session may have without an event. */
    public static final String GROWN_BYTES = "AUDIT_GROWN_BYTES";

    private final EventSink sink;
    private final long grownBytes;

    /** What Lambda calls. */
    public AuditHandler() {
        this(sink(System.getenv()), grownBytes(System.getenv()));
    }

    AuditHandler(EventSink sink, long grownBytes) {
        this.sink = sink;
        this.grownBytes = grownBytes;
    }

    private static EventSink sink(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(EVENT_BUS))
                .filter(name -> !name.isEmpty())
                .<EventSink>map(name -> new EventBus(
                        EventBridgeClient.builder()
                                .httpClientBuilder(Apache5HttpClient.builder())
                                .build(),
                        name))
                .orElseGet(() -> JsonLines.to(System.out));
    }

    private static long grownBytes(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(GROWN_BYTES))
                .map(Long::parseLong)
                .orElse(SessionEvents.DEFAULT_GROWN_BYTES);
    }

    /** {@inheritDoc} */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        LambdaRecords records = LambdaRecords.read(input);
        SessionEvents told = new SessionEvents(records.tableName(), grownBytes);
        List<SessionEvent> events = new ArrayList<>();
        List<String> sequenceNumbers = new ArrayList<>(); // of the change of each event
        for (StreamChange change : records.changes()) {
            for (SessionEvent event : told.of(change)) {
                events.add(event);
                sequenceNumbers.add(change.sequenceNumber());
            }
        }
        JSON.std.write(Map.of("batchItemFailures", undelivered(events, sequenceNumbers)), output);
    }

    /** The first one: Lambda hands over all from there on again. */
    private List<Map<String, String>> undelivered(List<SessionEvent> events, List<String> sequenceNumbers) {
        try {
            sink.write(events);
            return List.of();
        } catch (UndeliveredException e) {
            System.err.println("events are not delivered, and come again: " + e.getMessage());
            return List.of(Map.of("itemIdentifier", sequenceNumbers.get(e.first())));
        }
    }
}
