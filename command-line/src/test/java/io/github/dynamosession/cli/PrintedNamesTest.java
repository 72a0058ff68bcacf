package io.github.dynamosession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.store.StoreException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Whatever a session, a user or AWS is called, the terminal of who asks stays as it is. */
class PrintedNamesTest {

    private static final String NAME = "cart\n\u001b[2J\u009b1m\u202etrac";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void cellsOfATable() {
        new Columns().row("attribute-bytes", NAME).print(new PrintWriter(out));

        assertThat(out.toString()).isEqualTo("attribute-bytes  cart ?[2J?1m?trac" + System.lineSeparator());
    }

    @Test
    void messagesOfRefusals() {
        CommandLine tool = CommandLineTool.commandLine().setErr(new PrintWriter(err, true));

        assertThat(tool.execute("user", "sessions", NAME)).isEqualTo(2);
        CommandLineTool.tell(tool, "no sessions of " + NAME);
        CommandLineTool.tell(tool, new StoreException(NAME, null).toString());

        assertThat(err.toString().replace(System.lineSeparator(), ""))
                .matches("[\\P{C}]*")
                .contains("?[2J?1m?trac");
    }
}
