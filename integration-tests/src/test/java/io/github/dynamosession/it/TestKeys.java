package io.github.dynamosession.it;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key of the nodes and one of Ann, made by the JDK's keytool; each side trusts the other's. */
final class TestKeys {

    static final String PASSWORD = "of-the-keys";

    private static final Path DIRECTORY = Path.of("target").toAbsolutePath();

    private TestKeys() {}

    /** The key of the nodes, and beside it Ann's certificate. */
    static Path ofNodes() {
        return Made.NODES;
    }

    /** A client that has Ann's key and trusts the nodes. */
    static SSLContext ofAnn() {
        try (InputStream file = Files.newInputStream(Made.ANN)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(file, PASSWORD.toCharArray());
            KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(keys, PASSWORD.toCharArray());
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(keys);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Made {

        static final Path NODES = key("nodes", "CN=nodes", "-ext", "san=ip:127.0.0.1");
        static final Path ANN = key("ann", "CN=ann");

        static {
            trust(NODES, "ann", ANN);
            trust(ANN, "nodes", NODES);
        }

        private static Path key(String alias, String name, String... more) {
            try {
                Path store = Files.createTempDirectory(Files.createDirectories(DIRECTORY), "keys-")
                        .resolve(alias + ".p12");
                keytool(store, List.of("-genkeypair", "-alias", alias, "-dname", name, "-keyalg", "EC"), more);
                return store;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void trust(Path store, String alias, Path other) {
            String certificate = store + "." + alias;
            keytool(other, List.of("-exportcert", "-alias", alias, "-file", certificate));
            keytool(store, List.of("-importcert", "-noprompt", "-alias", alias, "-file", certificate));
        }

        private static void keytool(Path store, List<String> command, String... more) {
            ProcessBuilder keytool = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
            keytool.command().addAll(command);
            keytool.command().addAll(List.of(more));
            keytool.command()
                    .addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
            keytool.redirectErrorStream(true).redirectOutput(new File(store + ".log"));
            try {
                Process ended = keytool.start().onExit().join();
                if (ended.exitValue() != 0) {
                    throw new IllegalStateException(Files.readString(Path.of(store + ".log")));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
