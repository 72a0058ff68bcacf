package io.github.dynamosession.cli;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = {
            "Prints a script that completes commands and options of the tool in bash and zsh.",
            "With a script " + CommandLineTool.NAME + " on the PATH that runs the jar:" + " source <("
                    + CommandLineTool.NAME + " completion)"
        },
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(AutoComplete.bash(CommandLineTool.NAME, spec.root().commandLine()));
        out.flush();
    }
}
