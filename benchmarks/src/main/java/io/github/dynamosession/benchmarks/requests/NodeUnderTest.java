package io.github.dynamosession.benchmarks.requests;

import io.github.dynamosession.cluster.ProgramNode;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A {@link BenchmarkNode} with its clients, each of which has a session. */
final class NodeUnderTest implements AutoCloseable {

    static {
        System.setProperty("http.maxConnections", "64"); // else the JDK's client keeps five alive
    }

    private final ProgramNode node;
    private final List<String> cookies = new ArrayList<>();

    private NodeUnderTest(ProgramNode node) {
        this.node = node;
    }

    /** Returns at once: several start side by side. */
    static NodeUnderTest start(Side side, URI endpoint, String table, List<String> jvmOptions) throws IOException {
        ProgramNode node = ProgramNode.builder(program())
                .name("benchmark-" + side.name().toLowerCase(Locale.ROOT))
                .jvmOptions(jvmOptions)
                .argument(side.name())
                .argument("PORT")
                .argument(endpoint.toString())
                .argument(table)
                .build();
        node.start();
        return new NodeUnderTest(node);
    }

    void awaitReady() {
        node.awaitReady();
    }

    /** A jar that holds nothing but the class path of this JVM. */
    private static Path program() throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, BenchmarkNode.class.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Stream.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
                        .map(each -> Path.of(each).toUri().toString())
                        .collect(Collectors.joining(" ")));
        Path jar = Files.createTempFile("benchmark-node", ".jar");
        jar.toFile().deleteOnExit();
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream ignored = new JarOutputStream(file, manifest)) {
            return jar;
        }
    }

    /**
     * One more client, with a session of its own.
     *
     * @param copyOf the key of the session that its own is to be a copy of; null: a new one
     * @return the key of its session
     */
    String open(@Nullable String copyOf) throws IOException {
        HttpURLConnection connection = connect(MeasuredServlet.OPEN + (copyOf == null ? "" : "?key=" + copyOf));
        String key = text(connection);
        String cookie = connection.getHeaderField("Set-Cookie");
        cookies.add(cookie.substring(0, (cookie + ";").indexOf(';')));
        return key;
    }

    String get(RequestKind kind, int client) throws IOException {
        HttpURLConnection connection = connect(kind.path());
        connection.setRequestProperty("Cookie", cookies.get(client));
        return text(connection);
    }

    JvmFigures figures() throws IOException {
        return JvmFigures.parse(text(connect(MeasuredServlet.FIGURES)));
    }

    private HttpURLConnection connect(String path) throws IOException {
        return (HttpURLConnection) node.url().resolve(path).toURL().openConnection();
    }

    /** @throws IOException also if the status is none of a success */
    private static String text(HttpURLConnection connection) throws IOException {
        return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        node.close();
    }
}
