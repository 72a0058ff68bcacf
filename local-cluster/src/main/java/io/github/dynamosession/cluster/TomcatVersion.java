package io.github.dynamosession.cluster;

import java.nio.file.Path;

/** The lines of Tomcat that are tested, each as the unmodified distribution. */
public enum TomcatVersion {
    TOMCAT_10_1("10.1"),
    TOMCAT_11_0("11.0");

    private final String line;

    TomcatVersion(String line) {
        this.line = line;
    }

    Path home() {
        return LocalRuntimes.directory("tomcat-" + line);
    }

    @Override
    public String toString() {
        return "Tomcat " + line;
    }
}
