package io.github.dynamosession.boot.shop;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Each request is a span, as Spring Boot's filter makes it one with Micrometer. */
@Configuration
public class TracedRequests {

    /** Of both nodes. */
    public static final InMemorySpanExporter SPANS = InMemorySpanExporter.create();

    private static final OpenTelemetry TELEMETRY = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(SPANS))
                    .build())
            .build();

    @Bean
    OpenTelemetry openTelemetry() {
        return TELEMETRY;
    }

    @Bean
    RequestSpan requestSpan() {
        return new RequestSpan();
    }

    /** The names of the spans under each request's, in order. */
    public static List<List<String>> childrenOfRequests() {
        List<SpanData> all = SPANS.getFinishedSpanItems().stream()
                .sorted(Comparator.comparingLong(SpanData::getStartEpochNanos))
                .toList();
        Map<String, List<String>> children =
                all.stream().collect(groupingBy(SpanData::getParentSpanId, mapping(SpanData::getName, toList())));
        return all.stream()
                .filter(span -> span.getKind() == SpanKind.SERVER)
                .map(span -> children.getOrDefault(span.getSpanId(), List.of()))
                .toList();
    }

    @Order(Ordered.HIGHEST_PRECEDENCE + 1)
    static final class RequestSpan extends HttpFilter {

        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            Span span = TELEMETRY
                    .getTracer("shop")
                    .spanBuilder(request.getMethod() + " " + request.getRequestURI())
                    .setSpanKind(SpanKind.SERVER)
                    .startSpan();
            Scope scope = span.makeCurrent();
            try {
                chain.doFilter(request, response);
            } finally {
                scope.close();
                span.end();
            }
        }
    }
}
