package io.github.dynamosession.it;

import static org.awaitility.Awaitility.await;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.cluster.ServerNode;
import io.github.dynamosession.encryption.KeySet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A node that encrypts values, by keys in a file of its own. All share one table, and the keys that they start with. */
final class EncryptedNode implements Node {

    static final Table TABLE = new Table(DynamoDbLocal.shared().endpoint(), "encrypted-sessions");

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<ContainerKind, EncryptedNode> SHARED = new EnumMap<>(ContainerKind.class);

    /** Of those nodes that no test has given others. */
    private static KeySet keysOfAll = KeySet.create();

    private final ContainerKind kind;
    private final Path keyFile;
    private final ServerNode server;

    private EncryptedNode(ContainerKind kind) {
        this.kind = kind;
        try {
            Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "keys-");
            keyFile = directory.resolve("keys");
            Path userKey = Files.writeString(directory.resolve("user-key"), "correct horse battery staple, 32 bytes");
            give(keysOfAll);
            StoreProperties store = StoreProperties.of(
                            TABLE.name(), DynamoDbLocal.shared().endpoint())
                    .with("createTable", "true")
                    .with("sweepInterval", "PT5S")
                    .with("applicationName", Table.APPLICATION)
                    .with("userIndexKey", "file:" + userKey)
                    .with("encryptionKeys", "file:" + keyFile);
            server = kind.node("encrypting", List.of(Webapp.of("app", store))).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The node of this kind, for all tests of this JVM; it runs. */
    static synchronized EncryptedNode of(ContainerKind kind) {
        for (ContainerKind each : ContainerKind.values()) {
            SHARED.computeIfAbsent(each, EncryptedNode::new); // all start side by side
        }
        EncryptedNode node = SHARED.get(kind);
        node.server.awaitReady();
        return node;
    }

    /** A node of the same container in its other version. */
    EncryptedNode other() {
        return of(kind.otherVersion());
    }

    static synchronized KeySet keysOfAll() {
        return keysOfAll;
    }

    /** From now on all nodes have these keys. They must be more than before: not all nodes get them at once. */
    static synchronized void giveAll(KeySet keys) {
        keysOfAll = keys;
        SHARED.values().forEach(node -> node.give(keys));
        SHARED.values().forEach(node -> node.awaitUseOf(keys));
    }

    /** Writes the file, which the node looks at when it next uses a key, but not more often than it says. */
    void give(KeySet keys) {
        try {
            Path whole = Files.writeString(keyFile.resolveSibling("whole"), keys.toJson());
            Files.move(whole, keyFile, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Until the node says that it has just these keys. */
    void awaitUseOf(KeySet keys) {
        await().atMost(PATIENCE).until(() -> {
            new Browser().on(this, "set:probe:probe").ok();
            return log().contains(keys.keys().toString());
        });
    }

    String log() {
        return server.log();
    }

    @Override
    public URI uri() {
        return server.url();
    }

    @Override
    public String toString() {
        return kind.toString();
    }
}
