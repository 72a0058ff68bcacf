package io.github.dynamosession.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionKeyTest {

    private static final String ID = "0A1B2C3D4E5F60718293A4B5C6D7E8F9";

    /** Stored keys are public API: another hash would lose every session. */
    @Test
    void keyIsTheBase64UrlSha256OfApplicationNulAndId() {
        assertThat(SessionKey.of("shop", ID).partitionKey()).isEqualTo("H6QXZ-OK5Uuf3jV6tOULOsd798QOKAJmkqQjZgjGoeA");
    }

    /** Trap 30. */
    @Test
    void sameIdOfAnotherApplicationHasAnotherKey() {
        assertThat(SessionKey.of("shop", ID)).isNotEqualTo(SessionKey.of("blog", ID));
    }

    @Test
    void boundaryBetweenNameAndIdCounts() {
        assertThat(SessionKey.of("a", "bc")).isNotEqualTo(SessionKey.of("ab", "c"));
    }

    @Test
    void keysOfOneSessionAreEqual() {
        assertThat(SessionKey.of("shop", ID))
                .isEqualTo(SessionKey.of("shop", ID))
                .hasSameHashCodeAs(SessionKey.of("shop", ID));
    }

    /** Trap 25. */
    @ParameterizedTest
    @ValueSource(strings = {"", "\0", "\ud800", "../../etc/passwd", "\ud83d\ude00"})
    void anyIdHasAKeyOfTheSameForm(String id) {
        assertThat(SessionKey.of("shop", id).partitionKey()).matches("[A-Za-z0-9_-]{43}");
    }

    @Test
    void textIsAShortPrefixThatNeitherShowsTheIdNorTheWholeKey() {
        SessionKey key = SessionKey.of("shop", ID);

        assertThat(key.toString()).hasSize(8).isEqualTo(key.partitionKey().substring(0, 8));
    }
}
