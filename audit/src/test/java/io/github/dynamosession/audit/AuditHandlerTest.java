package io.github.dynamosession.audit;

import static io.github.dynamosession.store.Sessions.HALF_AN_HOUR;
import static io.github.dynamosession.store.Sessions.bytes;
import static io.github.dynamosession.store.Sessions.newKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.jr.ob.JSON;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoredSession;
import io.github.dynamosession.store.UserKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** Records of DynamoDB Local, in the shape in which Lambda hands them over. */
final class AuditHandlerTest {

    private static final Context CONTEXT = (Context) Proxy.newProxyInstance(
            Context.class.getClassLoader(), new Class<?>[] {Context.class}, (proxy, method, arguments) -> {
                throw new AssertionError("the handler asks for " + method);
            });

    private final Trail trail = new Trail();
    private final List<SessionEvent> events = new ArrayList<>();

    @AfterEach
    void close() {
        trail.close();
    }

    private void visit() {
        SessionKey key = newKey();
        Instant now = Instant.now();
        StoredSession session = new StoredSession(
                0,
                new SessionTimes(now, now, HALF_AN_HOUR),
                Map.of("cart", bytes("one")),
                Map.of("authType", bytes("FORM")),
                Optional.of(UserKey.ofIndexValue("/shop#ann")));
        trail.store().create(key, session, "token");
        trail.store().revoke(key, Optional.empty());
    }

    private Map<String, Object> handle(EventSink sink, byte[] event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        new AuditHandler(sink, 1000).handleRequest(new ByteArrayInputStream(event), answer, CONTEXT);
        return JSON.std.mapFrom(answer.toByteArray());
    }

    @Test
    void theFunctionTellsWhatAProcessWouldTell() throws Exception {
        visit();
        byte[] event = LambdaEvent.of(trail.tableName(), trail.records());

        assertThat(handle(Trail.collecting(events), event)).isEqualTo(Map.of("batchItemFailures", List.of()));

        assertThat(events)
                .extracting(SessionEvent::toJson)
                .isEqualTo(trail.events().stream().map(SessionEvent::toJson).toList())
                .hasSize(3);
    }

    /** Lambda then hands over this one and all behind it. */
    @Test
    void theFirstRecordWhoseEventIsNotDeliveredIsNamed() throws Exception {
        visit();
        List<Record> records = trail.records();
        EventSink failing = new EventSink() {
            @Override
            public void write(List<SessionEvent> more) throws UndeliveredException {
                throw new UndeliveredException(2, "the bus is slow", null);
            }

            @Override
            public void close() {}
        };

        Map<String, Object> answer = handle(failing, LambdaEvent.of(trail.tableName(), records));

        String ofTheRevocation = records.get(records.size() - 1).dynamodb().sequenceNumber();
        assertThat(answer).isEqualTo(Map.of("batchItemFailures", List.of(Map.of("itemIdentifier", ofTheRevocation))));
    }

    @Test
    void whatIsNoEventOfLambdaIsAFailureOfTheWholeBatch() {
        assertThatIOException()
                .isThrownBy(() -> handle(Trail.collecting(events), "no json".getBytes(StandardCharsets.UTF_8)));
    }
}
