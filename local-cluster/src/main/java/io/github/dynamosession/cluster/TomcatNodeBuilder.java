package io.github.dynamosession.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Describes a {@link TomcatNode}. */
public final class TomcatNodeBuilder extends ContainerNodeBuilder<TomcatNodeBuilder> {

    private final String version;
    private final Path distribution;
    private final List<Path> jars = new ArrayList<>();
    private Optional<String> contextXml = Optional.empty();
    private Optional<String> jvmRoute = Optional.empty();
    private boolean ownDistribution;

    TomcatNodeBuilder(String version, Path distribution) {
        this.version = version;
        this.distribution = distribution;
    }

    @Override
    TomcatNodeBuilder self() {
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

    /** What ends the id of each session that begins on the node, for load balancers with sticky sessions. */
    public TomcatNodeBuilder jvmRoute(String value) {
        jvmRoute = Optional.of(value);
        return this;
    }

    @Override
    public TomcatNode build() {
        NodeDirectory base =
                ownDistribution ? CatalinaBase.copyOf(name(), distribution) : CatalinaBase.create(name(), distribution);
        CatalinaBase.addJars(base, jars);
        webapps().forEach(base::addWebapp);
        jvmRoute.ifPresent(route -> CatalinaBase.setJvmRoute(base, route));
        contextXml.ifPresent(xml -> base.write("conf/context.xml", xml));
        return new TomcatNode(name(), version, base, catalina(base));
    }

    private ProcessBuilder catalina(NodeDirectory base) {
        Path home = ownDistribution ? base.path() : distribution;
        return program(
                List.of(home.resolve("bin/catalina.sh").toString(), "run"),
                Map.of(
                        "JAVA_HOME", javaHome().toString(),
                        "CATALINA_HOME", home.toString(),
                        "CATALINA_BASE", base.path().toString(),
                        "CATALINA_OPTS", catalinaOpts()));
    }

    /** The start script lets the shell parse the options once more, hence the quotes. */
    private String catalinaOpts() {
        return javaArguments().stream()
                .map(option -> "'" + option.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
