package io.github.dynamosession.node.trace;

import io.github.dynamosession.node.request.RequestUnit;
import io.github.dynamosession.store.MetricsListener.Outcome;
import io.github.dynamosession.store.SessionTracer;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Opens spans of OpenTelemetry under that of the request; docs/tracing.md has them. What no request waits for, such as the
 * sweep of expired sessions, has none.
 *
 * <p>The span of the request may be over before its session is saved: frameworks open theirs in a filter of the
 * application. So what the request does outside of any span belongs to the one in which it last used a session.
 */
public final class OpenTelemetryTracer implements SessionTracer {

    private static final AttributeKey<String> CALL = AttributeKey.stringKey("dynamosession.call");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("dynamosession.outcome");
    private static final AttributeKey<Long> ATTEMPTS = AttributeKey.longKey("dynamosession.attempts");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("db.operation.name");
    private static final AttributeKey<String> COLLECTION = AttributeKey.stringKey("db.collection.name");
    private static final AttributeKey<List<String>> TABLES = AttributeKey.stringArrayKey("aws.dynamodb.table_names");

    private final Tracer tracer;

    public OpenTelemetryTracer(OpenTelemetry telemetry) {
        tracer = telemetry.getTracer("io.github.dynamosession");
    }

    static Optional<SessionTracer> ofGlobal() {
        return GlobalOpenTelemetry.isSet()
                ? Optional.of(new OpenTelemetryTracer(GlobalOpenTelemetry.get()))
                : Optional.empty();
    }

    /** Client spans name the database; others have one within that does, by the instrumentation of the AWS SDK. */
    @Override
    public Span callBegins(String call, String table, boolean hidden) {
        return parent().map(request -> {
                    SpanBuilder span = builder("session " + call, request).setAttribute(CALL, call);
                    if (hidden) {
                        span.setSpanKind(SpanKind.CLIENT)
                                .setAttribute(SYSTEM, "aws.dynamodb")
                                .setAttribute(COLLECTION, table)
                                .setAttribute(TABLES, List.of(table));
                    }
                    return begin(span, hidden);
                })
                .orElse(NO_SPAN);
    }

    @Override
    public Span lockWaitBegins() {
        return parent().map(request -> begin(builder("session lock wait", request), false))
                .orElse(NO_SPAN);
    }

    private SpanBuilder builder(String name, Context parent) {
        return tracer.spanBuilder(name).setParent(parent);
    }

    @SuppressWarnings("MustBeClosedChecker") // the end closes it
    private static Span begin(SpanBuilder builder, boolean namesDatabase) {
        io.opentelemetry.api.trace.Span span = builder.startSpan();
        return new Begun(span, span.makeCurrent(), namesDatabase);
    }

    // ---------------------------------------------------------------- the request's span

    @Override
    public void sessionCreated() {
        parent();
    }

    /** Remembered by the request, for what it does when its span is over. */
    private static Optional<Context> parent() {
        RequestUnit request = RequestUnit.current();
        Context now = Context.current();
        if (io.opentelemetry.api.trace.Span.fromContext(now).getSpanContext().isValid()) {
            if (request != null) {
                request.traceAs(now);
            }
            return Optional.of(now);
        }
        return request == null ? Optional.empty() : Optional.ofNullable((Context) request.trace());
    }

    private record Begun(io.opentelemetry.api.trace.Span span, Scope scope, boolean namesDatabase) implements Span {

        @Override
        public void asked(String operation, int attempts) {
            span.setAttribute(ATTEMPTS, (long) attempts);
            if (namesDatabase) {
                span.setAttribute(OPERATION, operation);
            }
        }

        @Override
        public void end(Outcome outcome) {
            String name = outcome.name().toLowerCase(Locale.ROOT);
            span.setAttribute(OUTCOME, name);
            if (outcome == Outcome.THROTTLED || outcome == Outcome.FAILURE) {
                span.setAttribute(ERROR, name).setStatus(StatusCode.ERROR);
            }
            scope.close();
            span.end();
        }
    }
}
