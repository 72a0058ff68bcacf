package io.github.dynamosession.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Describes a {@link ProgramNode}. */
public final class ProgramNodeBuilder extends ServerNodeBuilder<ProgramNodeBuilder> {

    private final Path jar;
    private final List<String> arguments = new ArrayList<>();

    ProgramNodeBuilder(Path jar) {
        this.jar = jar.toAbsolutePath();
    }

    @Override
    ProgramNodeBuilder self() {
        return this;
    }

    /** Adds an argument of the program; {@code PORT} in it stands for the node's port. */
    public ProgramNodeBuilder argument(String value) {
        arguments.add(value);
        return this;
    }

    @Override
    public ProgramNode build() {
        NodeDirectory directory = NodeDirectory.create(name()).complete();
        return new ProgramNode(name(), jar.getFileName().toString(), directory, java(directory));
    }

    private ProcessBuilder java(NodeDirectory directory) {
        List<String> command = new ArrayList<>();
        command.add(javaHome().resolve("bin/java").toString());
        command.addAll(javaArguments());
        command.add("-Djava.io.tmpdir=" + directory.path().resolve("temp"));
        command.addAll(List.of("-jar", jar.toString()));
        arguments.forEach(each -> command.add(each.replace("PORT", Integer.toString(directory.port()))));
        return program(command, Map.of()).directory(directory.path().toFile());
    }
}
