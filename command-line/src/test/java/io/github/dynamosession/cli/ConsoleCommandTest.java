package io.github.dynamosession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ConsoleCommandTest {

    @Test
    void aPortThatIsTakenIsOneLineThatNamesTheWayOut() throws Exception {
        StringWriter err = new StringWriter();
        CommandLine tool = CommandLineTool.commandLine().setErr(new PrintWriter(err, true));
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int status = tool.execute(
                    "console", "--application-name=/shop", "--region=eu-central-1", "--port=" + taken.getLocalPort());

            assertThat(status).isEqualTo(CommandLine.ExitCode.USAGE);
            assertThat(err.toString().lines())
                    .singleElement()
                    .asString()
                    .contains("port " + taken.getLocalPort() + " is not free; name another one by --port");
        }
    }
}
