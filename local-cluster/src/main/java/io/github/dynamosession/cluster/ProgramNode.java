package io.github.dynamosession.cluster;

import java.nio.file.Path;

/** A program with a server inside, started by {@code java -jar}. */
public final class ProgramNode extends ServerNode {

    ProgramNode(String name, String version, NodeDirectory directory, ProcessBuilder java) {
        super(name, version, directory, java);
    }

    /**
     * A node of that program, which has to listen on loopback alone.
     *
     * @param jar an executable one
     */
    public static ProgramNodeBuilder builder(Path jar) {
        return new ProgramNodeBuilder(jar);
    }

    @Override
    public ProgramNode start() {
        super.start();
        return this;
    }

    @Override
    public ProgramNode awaitReady() {
        super.awaitReady();
        return this;
    }

    @Override
    public ProgramNode restart() {
        super.restart();
        return this;
    }
}
