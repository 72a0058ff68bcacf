package io.github.dynamosession.cluster;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Describes a {@link ServerNode} of any kind.
 *
 * @param <B> the builder itself
 */
public abstract sealed class ServerNodeBuilder<B extends ServerNodeBuilder<B>>
        permits ContainerNodeBuilder, ProgramNodeBuilder {

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> systemProperties = new LinkedHashMap<>();
    private String name = "node";
    private Path javaHome = Path.of(System.getProperty("java.home"));
    private List<String> jvmOptions = List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Djava.security.egd=file:/dev/urandom");

    ServerNodeBuilder() {
        environment.put("AWS_ACCESS_KEY_ID", "local");
        environment.put("AWS_SECRET_ACCESS_KEY", "local");
        environment.put("AWS_REGION", "eu-central-1");
        environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    }

    abstract B self();

    /** Lays out the node's directory; the node does not run yet. */
    public abstract ServerNode build();

    /** The name in logs and messages, and of the node's directory. */
    public B name(String value) {
        name = value;
        return self();
    }

    /** The JDK that runs the node; by default the one that runs the caller. */
    public B javaHome(Path value) {
        javaHome = value;
        return self();
    }

    /** Adds to the environment, which has nothing but dummy credentials and a region for the AWS SDK. */
    public B environment(String variable, String value) {
        environment.put(variable, value);
        return self();
    }

    /** A system property of the node's JVM; a container's configuration files can refer to it. */
    public B systemProperty(String property, String value) {
        systemProperties.put(property, value);
        return self();
    }

    /** The options of the node's JVM, in place of the default ones for a small heap and a quick start. */
    public B jvmOptions(List<String> value) {
        jvmOptions = List.copyOf(value);
        return self();
    }

    String name() {
        return name;
    }

    Path javaHome() {
        return javaHome;
    }

    /** The JVM's options and the system properties, as arguments of {@code java}. */
    List<String> javaArguments() {
        Stream<String> properties =
                systemProperties.entrySet().stream().map(each -> "-D" + each.getKey() + "=" + each.getValue());
        return Stream.concat(jvmOptions.stream(), properties).toList();
    }

    /** Nothing of the developer's environment may steer a node: no proxy, no AWS_PROFILE, no JAVA_OPTS. */
    ProcessBuilder program(List<String> command, Map<String, String> ownEnvironment) {
        ProcessBuilder program = new ProcessBuilder(command);
        program.environment().clear();
        program.environment().putAll(environment);
        program.environment().putAll(ownEnvironment);
        return program;
    }
}
