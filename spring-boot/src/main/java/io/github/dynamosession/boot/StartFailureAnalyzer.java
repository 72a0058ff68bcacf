package io.github.dynamosession.boot;

import io.github.dynamosession.store.SessionsNotStartedException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** What Spring Boot says in place of a stack when the container has no sessions: the table, the Region, the credentials. */
final class StartFailureAnalyzer extends AbstractFailureAnalyzer<SessionsNotStartedException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SessionsNotStartedException cause) {
        return FailureReport.of(cause.reason());
    }
}
