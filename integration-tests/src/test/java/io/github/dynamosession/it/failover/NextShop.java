package io.github.dynamosession.it.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import javax.tools.ToolProvider;

/**
 * The next build of the shop: its cart has more fields and writes them, so that carts of both builds are in the table
 * while the nodes go from the one to the other. A file {@value #MARK} tells it from the build before.
 */
final class NextShop {

    static final String MARK = "next-build.txt";

    private static final String PACKAGE = "io/github/dynamosession/demo/shop/";
    private static final Path SHOP = Path.of("..", "demo", "webapp");

    private NextShop() {}

    /** The war, made in this directory. */
    static Path build(Path directory) throws IOException {
        Path war = directory.resolve("next-shop.war");
        Files.copy(presentWar(), war, StandardCopyOption.REPLACE_EXISTING);
        Path cart = compile(changedCart(), directory);
        try (FileSystem content = FileSystems.newFileSystem(URI.create("jar:" + war.toUri()), Map.of())) {
            Files.copy(
                    cart,
                    content.getPath("WEB-INF", "classes", PACKAGE, "Cart.class"),
                    StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(content.getPath(MARK), "the next build");
        }
        return war;
    }

    private static Path presentWar() throws IOException {
        try (var files = Files.newDirectoryStream(SHOP.resolve("target"), "*.war")) {
            return files.iterator().next();
        }
    }

    private static String changedCart() throws IOException {
        String present =
                Files.readString(SHOP.resolve("src/main/java").resolve(PACKAGE).resolve("Cart.java"));
        String changed =
                present.replace("    private final ConcurrentSkipListMap", """
                            private java.time.Instant lastAdded;
                            private int additions;
                            private final ConcurrentSkipListMap""").replace("void add(String item) {", """
                            void add(String item) {
                                lastAdded = java.time.Instant.now();
                                additions++;
                        """);
        assertThat(changed).contains("additions;", "additions++");
        return changed;
    }

    private static Path compile(String source, Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("Cart.java"), source);
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "--release", "17", "-proc:none", "-d", directory.toString(), file.toString());
        assertThat(status).isZero();
        return directory.resolve(PACKAGE).resolve("Cart.class");
    }
}
