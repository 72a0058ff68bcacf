package io.github.dynamosession.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class RehearsalTest {

    /** No DynamoDB is there: a call that left the JVM, or an answer that cannot be read, would fail. */
    @Test
    void goesThroughAReadAndWritesWithoutAskingAnybody() {
        assertThatCode(() -> Rehearsal.run("web")).doesNotThrowAnyException();
    }
}
