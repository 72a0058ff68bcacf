package io.github.dynamosession.node.trace;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.node.request.RequestUnit;
import io.github.dynamosession.store.MetricsListener.Outcome;
import io.github.dynamosession.store.SessionMetrics;
import io.github.dynamosession.store.SessionTracer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What OpenTelemetry is told of calls and waits of a request. */
class OpenTelemetryTracerTest {

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .build();
    private final OpenTelemetryTracer tracer = new OpenTelemetryTracer(telemetry);
    private final RequestUnit request = new RequestUnit();

    @AfterEach
    void close() {
        telemetry.close();
    }

    /** A filter of the application opens the span of its request. */
    private Span inRequestSpan(Runnable application) {
        Span span = telemetry.getTracer("test").spanBuilder("GET /cart").startSpan();
        Context.current().with(span).wrap(application).run();
        span.end();
        return span;
    }

    private void call(String call, boolean hidden, Outcome outcome) {
        SessionTracer.Span span = tracer.callBegins(call, "http-sessions", hidden);
        span.asked("UpdateItem", 2);
        span.end(outcome);
    }

    private SpanData told(String name) {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .reduce((one, other) -> {
                    throw new AssertionError("two spans " + name);
                })
                .orElseThrow(() -> new AssertionError(name + " is not in " + exporter.getFinishedSpanItems()));
    }

    @Test
    void aCallThatNobodyElseSeesIsAClientSpanUnderThatOfTheRequest() {
        Span parent = inRequestSpan(() -> call("save", true, Outcome.SUCCESS));

        SpanData span = told("session save");
        assertThat(span.getParentSpanContext()).isEqualTo(parent.getSpanContext());
        assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(span.getAttributes().asMap())
                .isEqualTo(Attributes.builder()
                        .put("dynamosession.call", "save")
                        .put("dynamosession.outcome", "success")
                        .put("dynamosession.attempts", 2)
                        .put("db.system.name", "aws.dynamodb")
                        .put("db.operation.name", "UpdateItem")
                        .put("db.collection.name", "http-sessions")
                        .put(stringArrayKey("aws.dynamodb.table_names"), List.of("http-sessions"))
                        .build()
                        .asMap());
    }

    @Test
    void aCallThatTheInstrumentationOfTheSdkMaySeeLeavesTheDatabaseToThat() {
        Span[] within = new Span[1];
        inRequestSpan(() -> {
            SessionTracer.Span call = tracer.callBegins("load", "http-sessions", false);
            within[0] = Span.current();
            call.asked("GetItem", 1);
            call.end(Outcome.SUCCESS);
        });

        SpanData span = told("session load");
        assertThat(span.getKind()).isEqualTo(SpanKind.INTERNAL);
        assertThat(span.getAttributes().asMap().keySet())
                .containsExactlyInAnyOrder(
                        stringKey("dynamosession.call"),
                        stringKey("dynamosession.outcome"),
                        longKey("dynamosession.attempts"));
        assertThat(span.getSpanContext()).as("the parent of the SDK's").isEqualTo(within[0].getSpanContext());
    }

    @Test
    void aCallThatFailsIsAnErrorAndAConflictIsNone() {
        inRequestSpan(() -> {
            call("save", true, Outcome.THROTTLED);
            call("create", true, Outcome.CONFLICT);
        });

        assertThat(told("session save").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(told("session save").getAttributes().get(stringKey("error.type")))
                .isEqualTo("throttled");
        assertThat(told("session create").getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(told("session create").getAttributes().get(stringKey("dynamosession.outcome")))
                .isEqualTo("conflict");
    }

    @Test
    void theCallsOfALockAreWithinItsWait() {
        Span parent = inRequestSpan(() -> {
            SessionTracer.Span wait = tracer.lockWaitBegins();
            call("lock", true, Outcome.CONFLICT);
            wait.end(Outcome.FAILURE);
            assertThat(Span.current().getSpanContext())
                    .isNotEqualTo(told("session lock wait").getSpanContext());
        });

        assertThat(told("session lock wait").getParentSpanContext()).isEqualTo(parent.getSpanContext());
        assertThat(told("session lock").getParentSpanId())
                .isEqualTo(told("session lock wait").getSpanId());
    }

    @Test
    void whatNoRequestWaitsForHasNoSpan() {
        call("search", true, Outcome.SUCCESS);
        request.run(() -> call("touch", true, Outcome.SUCCESS));

        assertThat(exporter.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void aSaveBelongsToTheRequestsSpanAlsoWhenThatIsOver() {
        Span parent = inRequestSpan(() -> request.run(tracer::sessionCreated));

        request.run(() -> call("create", true, Outcome.SUCCESS));
        new RequestUnit().run(() -> call("save", true, Outcome.SUCCESS));

        assertThat(told("session create").getParentSpanContext()).isEqualTo(parent.getSpanContext());
        assertThat(exporter.getFinishedSpanItems()).as("with the request's own").hasSize(2);
    }

    @Test
    void aRequestThatIsOverHoldsNoSpan() {
        inRequestSpan(() -> request.run(() -> call("load", true, Outcome.SUCCESS)));
        assertThat(request.trace()).isNotNull();

        request.end();

        assertThat(request.trace()).isNull();
    }

    // ---------------------------------------------------------------- whether there is one

    @Test
    void metricsThatAreTracedAreHeardUntilTheEnd() {
        SessionMetrics metrics = new SessionMetrics();
        Runnable end = metrics.trace(tracer);
        assertThat(metrics.isHeard()).isTrue();

        end.run();

        assertThat(metrics.isHeard()).isFalse();
        inRequestSpan(() -> metrics.begin(SessionTracer::lockWaitBegins).end(Outcome.SUCCESS));
        assertThat(exporter.getFinishedSpanItems()).hasSize(1);
    }

    @Test
    void aProgramThatHasRegisteredNoneHasNoTracerAndMayStillRegisterOne() {
        assertThat(GlobalTracer.find()).isEmpty();
        assertThat(io.opentelemetry.api.GlobalOpenTelemetry.isSet()).isFalse();
    }

    @Test
    void withoutTheApiThereIsNoTracer() throws Exception {
        URL[] without = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> !path.contains("opentelemetry"))
                .map(OpenTelemetryTracerTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(without, ClassLoader.getPlatformClassLoader())) {
            Object found = loader.loadClass(GlobalTracer.class.getName())
                    .getMethod("find")
                    .invoke(null);

            assertThat(found).isEqualTo(Optional.empty());
        }
    }

    private static URL url(String path) {
        try {
            return Path.of(path).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
