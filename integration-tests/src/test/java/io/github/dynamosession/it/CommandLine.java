package io.github.dynamosession.it;

import io.github.dynamosession.cluster.DropInJar;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the packaged tool for operators, as a process of its own. */
record CommandLine(URI dynamoDb, String tableName) {

    /** What a run has printed, and its exit status. */
    record Outcome(int status, String out, String err) {

        List<String> lines() {
            return out.lines().toList();
        }
    }

    /** On the table, for the main application. */
    Outcome run(String command, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(command.split(" ")));
        all.add("--table-name=" + tableName);
        all.add("--endpoint=" + dynamoDb);
        all.add("--region=eu-central-1");
        if (!command.startsWith("table")) {
            all.add("--application-name=" + Table.APPLICATION);
        }
        all.addAll(List.of(arguments));
        return runAsTyped(all.toArray(String[]::new));
    }

    static Outcome runAsTyped(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-Daws.accessKeyId=local", "-Daws.secretAccessKey=local"));
        command.addAll(List.of("-jar", DropInJar.commandLine().toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).start();
        process.getOutputStream().close();
        // all that it prints on one of both fits into the pipe meanwhile
        String out = text(process.getInputStream().readAllBytes());
        String err = text(process.getErrorStream().readAllBytes());
        return new Outcome(process.waitFor(), out, err);
    }

    private static String text(byte[] printed) {
        return new String(printed, StandardCharsets.UTF_8);
    }
}
