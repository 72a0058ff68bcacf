package io.github.dynamosession.cli;

import io.github.dynamosession.cli.console.Console;
import io.github.dynamosession.cli.console.ConsoleSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "console",
        description = {
            "Serves a web page and its API, on this machine only: the sessions of users of an application, and how the table"
                    + " is. It never shows what sessions hold.",
            "It prints the address to open, whose token counts once, and on the standard error who looked at what and ended"
                    + " what. Ctrl-C ends it."
        },
        mixinStandardHelpOptions = true)
final class ConsoleCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ApplicationOptions options = new ApplicationOptions();

    @Option(names = "--port", paramLabel = "PORT", description = "By default ${DEFAULT-VALUE}; 0: any that is free.")
    private int port = 8097;

    @Option(names = "--allow-revoke", description = "Lets it end sessions, too; without this it only shows them.")
    private boolean mayRevoke;

    @Option(
            names = "--host-name",
            paramLabel = "NAME",
            description =
                    "Under which a proxy has it, such as console.example.com, or with :PORT if the browser shows one.")
    private List<String> hostNames = List.of();

    @Option(
            names = "--operator-header",
            paramLabel = "NAME",
            description =
                    "The header in which a proxy that asks for a login says who that is, such as X-Forwarded-User;"
                            + " there is no token then. The proxy must take away what clients send under that name.")
    private Optional<String> operatorHeader = Optional.empty();

    @Override
    public Integer call() throws InterruptedException {
        ConsoleSettings settings =
                new ConsoleSettings(options.config(spec), port, mayRevoke, hostNames, operatorHeader);
        PrintWriter out = spec.commandLine().getOut();
        try (Console console = Console.start(settings, spec.commandLine().getErr())) {
            out.println("console of " + settings.store().applicationName() + " in table "
                    + settings.store().tableName() + (mayRevoke ? "" : ", read-only") + ": " + console.address());
            out.flush();
            new CountDownLatch(1).await();
            return 0;
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    e instanceof BindException
                            ? "port " + port + " is not free; name another one by --port, or 0 for any"
                            : "cannot listen on port " + port + ": " + e.getMessage(),
                    e);
        }
    }
}
