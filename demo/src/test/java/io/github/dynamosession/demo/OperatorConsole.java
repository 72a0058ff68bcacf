package io.github.dynamosession.demo;

import static io.github.dynamosession.demo.ShopPage.eventually;

import io.github.dynamosession.cluster.DropInJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The packaged tool as a process of its own, which serves the console for the demo's sessions. */
record OperatorConsole(Process process, Path output, URI address) implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("http://127[.]0[.]0[.]1:\\d+/[?]token=\\S+");

    static OperatorConsole start(String dynamoDb, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-Daws.accessKeyId=local",
                "-Daws.secretAccessKey=local",
                "-jar",
                DropInJar.commandLine().toString(),
                "console",
                "--table-name=demo-sessions",
                "--application-name=/",
                "--region=eu-central-1",
                "--endpoint=" + dynamoDb,
                "--port=0"));
        command.addAll(List.of(options));
        try {
            Path output = Files.createTempFile(Path.of("target"), "console", ".log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            eventually(() -> ADDRESS.matcher(Files.readString(output)).find());
            URI address = ADDRESS.matcher(Files.readString(output))
                    .results()
                    .map(MatchResult::group)
                    .map(URI::create)
                    .findFirst()
                    .orElseThrow();
            return new OperatorConsole(process, output, address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On both of its outputs. */
    String said() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
