package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

/** What a client gets instead of an answer that the store could not vouch for. */
final class Unavailable {

    private Unavailable() {}

    /** 503, when to come back, and nothing of what the application had written. */
    static void check(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValueAsLong("Retry-After")).isPresent();
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(answer.body()).doesNotContain("say=said");
    }
}
