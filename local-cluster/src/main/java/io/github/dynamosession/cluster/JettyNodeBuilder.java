package io.github.dynamosession.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Describes a {@link JettyNode}. */
public final class JettyNodeBuilder extends ContainerNodeBuilder<JettyNodeBuilder> {

    private final JettyVersion version;
    private final List<Path> additions = new ArrayList<>();
    private final List<String> modules = new ArrayList<>(List.of("http", "http2c"));
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final Map<String, String> setUps = new HashMap<>();
    private final Map<String, String> files = new LinkedHashMap<>();
    private int jakartaEe;

    JettyNodeBuilder(JettyVersion version) {
        this.version = version;
        this.jakartaEe = version.jakartaEe();
    }

    @Override
    JettyNodeBuilder self() {
        return this;
    }

    /** The level of Jakarta EE of the web applications; by default the newest one that this line of Jetty knows. */
    public JettyNodeBuilder jakartaEe(int level) {
        jakartaEe = level;
        return this;
    }

    /** Unpacked into the {@code JETTY_BASE}; it brings a module, which is not enabled yet. */
    public JettyNodeBuilder unzip(Path zip) {
        additions.add(zip);
        return this;
    }

    /** Enables a module; {@code ee} at its beginning stands for the level of Jakarta EE, as in {@code ee-jsp}. */
    public JettyNodeBuilder module(String module) {
        modules.add(module);
        return this;
    }

    /** A property as in an ini file of {@code start.d}. */
    public JettyNodeBuilder property(String property, String value) {
        properties.put(property, value);
        return this;
    }

    /** What an XML file beside a web application has inside its {@code <Configure>}. */
    public JettyNodeBuilder setUp(String context, String xml) {
        setUps.put(context, xml);
        return this;
    }

    /** A file of the {@code JETTY_BASE}, in place of the one that the builder would write there. */
    public JettyNodeBuilder file(String path, String content) {
        files.put(path, content);
        return this;
    }

    @Override
    public JettyNode build() {
        NodeDirectory base = NodeDirectory.create(name()).complete();
        additions.forEach(zip -> JettyBase.unzip(base, zip));
        base.write("start.d/node.ini", JettyBase.ini(base, properties, allModules()));
        webapps().forEach((context, application) -> deploy(base, context, application));
        files.forEach(base::write);
        return new JettyNode(name(), version, base, java(base));
    }

    private void deploy(NodeDirectory base, String context, Path application) {
        base.addWebapp(context, application);
        String xml = JettyBase.contextXml(
                environment(), context, base.webapp(context, application), setUps.getOrDefault(context, ""));
        base.write("webapps/" + context + ".xml", xml);
    }

    private String environment() {
        return "ee" + jakartaEe;
    }

    private List<String> allModules() {
        return Stream.concat(modules.stream(), Stream.of("ee-deploy"))
                .map(module -> module.replaceFirst("^ee-", environment() + "-"))
                .toList();
    }

    /** No module forks a JVM, as none has options for one: those stand here. */
    private ProcessBuilder java(NodeDirectory base) {
        List<String> command = new ArrayList<>();
        command.add(javaHome().resolve("bin/java").toString());
        command.addAll(javaArguments());
        command.add("-Djava.io.tmpdir=" + base.path().resolve("temp"));
        command.add("-Djetty.home=" + version.home());
        command.add("-Djetty.base=" + base.path());
        command.addAll(List.of("-jar", version.home().resolve("start.jar").toString()));
        return program(command, Map.of()).directory(base.path().toFile());
    }
}
