package io.github.dynamosession.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.store.codec.CodecException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a name from outside does to who reads a log or a terminal: nothing. */
class PrintableTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0",
                "\t",
                "\b",
                "\u001b",
                "\u007f", // of ASCII
                "\u0080",
                "\u009b", // C1: the second begins an escape sequence in some terminals
                "\u200b",
                "\u200e",
                "\u202e",
                "\u2066",
                "\ufeff",
                "\u00ad", // not shown, or the other way round
                "\uD800",
                "\uDC00", // half a character
                "\uDB40\uDC41" // a tag, in two units
            })
    void whatShowsNothingOfItselfIsAQuestionMark(String text) {
        assertThat(Printable.of("a" + text + "b")).isEqualTo("a?b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n", "\n\tat ", "\u000b", "\f", "\u0085", "\u2028", "\u2029"})
    void aLineBreakIsASpace(String text) {
        assertThat(Printable.of("a" + text + "b")).matches("a (at )?b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "cart", "Ann Example", "\u00e4\u00f6\u00fc", "\u4e2d\u6587", "\u05d0", "\uD83D\uDE00", "a  b"
            })
    void whatCanBeReadStaysAsItIs(String text) {
        assertThat(Printable.of(text)).isEqualTo(text);
    }

    @Test
    void messagesOfTheStoreAreOneLineThatCanBeShown() {
        String name = "cart\n\u001b[2JWARNING all is well\u202e";

        assertThat(new StoreException(name, null)).hasMessage("cart ?[2JWARNING all is well?");
        assertThat(new CodecException(name, null)).hasMessage("cart ?[2JWARNING all is well?");
        assertThat(SessionTooLargeException.ofSession(Sessions.newKey(), Map.of(name, 5), 4))
                .hasMessageContaining("these are the largest: cart ?[2J");
    }
}
