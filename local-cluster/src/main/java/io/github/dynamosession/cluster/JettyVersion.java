package io.github.dynamosession.cluster;

import java.nio.file.Path;

/** The lines of Jetty that are tested, each as the unmodified {@code jetty-home}. */
public enum JettyVersion {
    JETTY_12_0("12.0", 10),
    JETTY_12_1("12.1", 11);

    private final String line;
    private final int jakartaEe;

    JettyVersion(String line, int jakartaEe) {
        this.line = line;
        this.jakartaEe = jakartaEe;
    }

    /** The unpacked distribution. */
    public Path home() {
        return LocalRuntimes.directory("jetty-" + line);
    }

    /** The newest level of Jakarta EE that this line knows. */
    int jakartaEe() {
        return jakartaEe;
    }

    @Override
    public String toString() {
        return "Jetty " + line;
    }
}
