package io.github.dynamosession.boot;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Keeps what Spring Boot says of an application that failed to start. */
public final class LastReport implements FailureAnalysisReporter {

    private static final AtomicReference<@Nullable FailureAnalysis> LAST = new AtomicReference<>();

    @Override
    public void report(FailureAnalysis analysis) {
        LAST.set(analysis);
    }

    /** Returns it once. */
    static FailureAnalysis take() {
        FailureAnalysis last = LAST.getAndSet(null);
        if (last == null) {
            throw new AssertionError("Spring Boot had nothing to say");
        }
        return last;
    }
}
