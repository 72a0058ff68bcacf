package io.github.dynamosession.site;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.handlers.resource.PathResourceManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;

/** The site as it is published, built by the machine's Node.js and served on loopback under the path that it has there. */
final class BuiltSite implements AutoCloseable {

    private static final Path FILES = Path.of("target/site");

    private final Undertow server;
    private final URI address;

    private BuiltSite(String path) {
        server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(Handlers.path()
                        .addPrefixPath(
                                path,
                                Handlers.resource(new PathResourceManager(FILES))
                                        .addWelcomeFiles("index.html")))
                .build();
        server.start();
        InetSocketAddress listener =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        address = URI.create("http://127.0.0.1:" + listener.getPort() + path);
    }

    /** Skips the test on a machine without Node.js, or without the packages; where everything has to be tested, fails it. */
    static BuiltSite start() throws IOException, InterruptedException {
        Npm npm = new Npm();
        npm.install();
        npm.build();
        return new BuiltSite(base());
    }

    /** The path under which GitHub publishes it, from which all that a page loads is named. */
    private static String base() throws IOException {
        String script =
                Jsoup.parse(file("index.html")).select("script[type=module]").attr("src");
        return script.substring(0, script.indexOf("assets/"));
    }

    /** The pages' paths, as they stand behind {@link #address}. */
    static List<String> pages() {
        try (Stream<Path> files = Files.walk(FILES)) {
            return files.map(file -> FILES.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> file.endsWith(".html") && !file.equals("404.html"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path file(String page) {
        return FILES.resolve(page);
    }

    URI address() {
        return address;
    }

    @Override
    public void close() {
        server.stop();
    }
}
