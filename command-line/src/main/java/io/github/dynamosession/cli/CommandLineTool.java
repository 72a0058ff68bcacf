package io.github.dynamosession.cli;

import io.github.dynamosession.store.InvalidConfigurationException;
import io.github.dynamosession.store.Printable;
import io.github.dynamosession.store.StoreException;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Looks after the table, and lists and ends the sessions of users: {@code java -jar dynamosession-cli.jar --help}. */
@Command(
        name = CommandLineTool.NAME,
        description =
                "Looks after the DynamoDB table of HTTP sessions, lists and ends the sessions of users, and makes keys.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            TableCommand.class,
            UserCommand.class,
            SessionCommand.class,
            KeysCommand.class,
            AuditCommand.class,
            ConsoleCommand.class,
            CompletionCommand.class
        },
        footer = {
            "",
            "Credentials come from the AWS SDK's default provider chain; so do region and endpoint, unless they are given.",
            ""
        },
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"0:done", "1:nothing found or ended, or AWS refused or did not answer", "2:wrong arguments"})
public final class CommandLineTool {

    static final String NAME = "dynamosession";

    private CommandLineTool() {}

    public static void main(String[] arguments) {
        quietLogs();
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new CommandLineTool())
                .setUnmatchedOptionsArePositionalParams(true) // of 64 handles, one begins with a dash
                .setParameterExceptionHandler(CommandLineTool::wrongArguments)
                .setExecutionExceptionHandler(CommandLineTool::failed);
    }

    /** What goes wrong is told once, by the command. */
    private static void quietLogs() {
        Logger.getLogger("").setLevel(Level.OFF);
    }

    private static int wrongArguments(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        tell(command, e.getMessage() + "; see " + command.getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(Exception e, CommandLine command, ParseResult arguments) {
        boolean expected = e instanceof StoreException || e instanceof InvalidConfigurationException;
        tell(command, expected ? String.valueOf(e.getMessage()) : e.toString());
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** One line on the standard error. */
    static void tell(CommandLine command, String message) {
        command.getErr().println(NAME + ": " + Printable.of(message));
    }
}
