package io.github.dynamosession.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The lines that docs/install.md has for a sample, run in the project by a shell, as a reader would. */
final class SampleLines implements AutoCloseable {

    private static final Path PROJECT = Path.of("..");
    private static final Pattern LINE = Pattern.compile("`([^`]+)`");

    private final Map<String, String> environment;
    private final List<Process> processes = new ArrayList<>();
    private final Path output;

    SampleLines(Map<String, String> environment) throws IOException {
        this.environment = environment;
        this.output = Files.createTempFile("sample-lines", ".log");
    }

    /** What stands in the last column of the table of samples. */
    static List<String> linesOf(String sample) throws IOException {
        String row = Files.readAllLines(PROJECT.resolve("docs/install.md")).stream()
                .filter(line -> line.startsWith("| [" + sample + "]"))
                .findFirst()
                .orElseThrow();
        String[] columns = row.split(" \\| ");
        return LINE.matcher(columns[columns.length - 1])
                .results()
                .map((MatchResult line) -> line.group(1))
                .toList();
    }

    Process start(String line) throws IOException {
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", "exec " + line)
                .directory(PROJECT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        shell.environment().putAll(environment);
        Process process = shell.start();
        processes.add(process);
        return process;
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (Process process : processes) {
            process.destroyForcibly().onExit().join();
        }
        Files.delete(output);
    }
}
