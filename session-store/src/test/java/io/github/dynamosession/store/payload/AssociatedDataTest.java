package io.github.dynamosession.store.payload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AssociatedDataTest {

    /** Else an attribute's name could begin with the end of its session's key. */
    @Test
    void whereAPartEndsMatters() {
        byte[] bytes = AssociatedData.of("ab", "c").bytes();

        assertThat(AssociatedData.of("a", "bc").bytes()).isNotEqualTo(bytes);
        assertThat(AssociatedData.of("abc").bytes()).isNotEqualTo(bytes);
        assertThat(AssociatedData.of("ab", "c", "").bytes()).isNotEqualTo(bytes);
    }

    @Test
    void textsThatWereJoinedAreSplitAgain() {
        assertThat(AssociatedData.split(AssociatedData.join("a", "", "\u00e4\0")))
                .containsExactly("a", "", "\u00e4\0");
    }
}
