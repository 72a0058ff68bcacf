package io.github.dynamosession.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Describes a {@link TomcatNode}. */
public final class TomcatNodeBuilder {

    private final TomcatVersion version;
    private final List<Path> jars = new ArrayList<>();
    private final Map<String, Path> webapps = new LinkedHashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> systemProperties = new LinkedHashMap<>();
    private String name = "node";
    private Path javaHome = Path.of(System.getProperty("java.home"));
    private Optional<String> contextXml = Optional.empty();
    private boolean ownDistribution;
    private List<String> jvmOptions =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.security.egd=file:/dev/urandom");

    TomcatNodeBuilder(TomcatVersion version) {
        this.version = version;
        environment.put("AWS_ACCESS_KEY_ID", "local");
        environment.put("AWS_SECRET_ACCESS_KEY", "local");
        environment.put("AWS_REGION", "eu-central-1");
    }

    /** The name in logs and messages, and of the node's directory. */
    public TomcatNodeBuilder name(String value) {
        name = value;
        return this;
    }

    /** The JDK that runs the node; by default the one that runs the caller. */
    public TomcatNodeBuilder javaHome(Path value) {
        javaHome = value;
        return this;
    }

    /** Gives the node a copy of the whole distribution, as a user unpacks it, with the web applications it comes with. */
    public TomcatNodeBuilder ownDistribution() {
        ownDistribution = true;
        return this;
    }

    /** Copied into the node's own {@code lib} directory. */
    public TomcatNodeBuilder jar(Path value) {
        jars.add(value);
        return this;
    }

    /** The content of {@code conf/context.xml}, in place of the distribution's. */
    public TomcatNodeBuilder contextXml(String value) {
        contextXml = Optional.of(value);
        return this;
    }

    /**
     * Deploys a web application.
     *
     * @param context its name as below {@code webapps}: {@code ROOT} for the root
     * @param application a war file or the directory of an exploded one; the node works on a copy
     */
    public TomcatNodeBuilder webapp(String context, Path application) {
        webapps.put(context, application);
        return this;
    }

    /** Adds to the environment, which has nothing but dummy credentials and a region for the AWS SDK. */
    public TomcatNodeBuilder environment(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** A system property of the node's JVM; {@code ${property}} in Tomcat's configuration files stands for its value. */
    public TomcatNodeBuilder systemProperty(String property, String value) {
        systemProperties.put(property, value);
        return this;
    }

    /** The options of the node's JVM, in place of the default ones for a small heap and a quick start. */
    public TomcatNodeBuilder jvmOptions(List<String> value) {
        jvmOptions = List.copyOf(value);
        return this;
    }

    /** Lays out the node's directory; the node does not run yet. */
    public TomcatNode build() {
        CatalinaBase base =
                ownDistribution ? CatalinaBase.copyOf(name, version.home()) : CatalinaBase.create(name, version.home());
        base.add(jars, webapps, contextXml);
        return new TomcatNode(name, version, base, environmentOf(base));
    }

    private Map<String, String> environmentOf(CatalinaBase base) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        all.put("JAVA_HOME", javaHome.toString());
        all.put("CATALINA_HOME", (ownDistribution ? base.directory() : version.home()).toString());
        all.put("CATALINA_BASE", base.directory().toString());
        all.put("CATALINA_OPTS", catalinaOpts());
        return Map.copyOf(all);
    }

    /** The start script lets the shell parse the options once more, hence the quotes. */
    private String catalinaOpts() {
        Stream<String> properties =
                systemProperties.entrySet().stream().map(each -> "-D" + each.getKey() + "=" + each.getValue());
        return Stream.concat(jvmOptions.stream(), properties)
                .map(option -> "'" + option.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
