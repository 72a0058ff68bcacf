package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.cluster.ServerNode;
import io.github.dynamosession.it.wire.StoreWire;
import io.github.dynamosession.it.wire.WireCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trap 32 where names are nobody's business: with a key they never leave the node. */
final class HashedUserNamesIT {

    private static final String NAME = "grace.hopper@example.com";
    private static final String LOGIN = "set:io.github.dynamosession.user:";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(names = {"TOMCAT_11_0", "JETTY_12_1"})
    void noCallAndNoItemHasTheNameOfAUserAndTheUsersSessionsAreFound(ContainerKind kind) throws Exception {
        Path key = Files.writeString(directory.resolve("key"), "correct horse battery staple, 32 bytes\n");
        try (StoreWire wire = StoreWire.to(DynamoDbLocal.shared().endpoint());
                ServerNode server = kind.node("hashing", List.of(Webapp.of("app", properties(wire, kind, key))))) {
            server.start().awaitReady();
            Node node = server::url;
            Browser browser = new Browser();
            browser.on(node, LOGIN + NAME).ok();
            browser.on(node, "changeId").ok();
            String handle = browser.ask(node, "handle");

            assertThat(new Browser().ask(node, "sessionsOf:" + NAME)).isEqualTo(handle);
            assertThat(requests(wire)).isNotEmpty().noneMatch(call -> call.contains("hopper"));
            assertThat(server.log())
                    .contains("userIndexKey=file:" + key)
                    .doesNotContain("horse")
                    .doesNotContain("hopper");
            theToolFindsItByTheSameKey(new CommandLine(wire.endpoint(), table(kind)), key, handle);

            assertThat(new Browser().ask(node, "revokeAll:" + NAME)).isEqualTo("1");
        }
    }

    private static String table(ContainerKind kind) {
        return "hashed-names-" + kind.name();
    }

    private static StoreProperties properties(StoreWire wire, ContainerKind kind, Path key) {
        return StoreProperties.of(table(kind), wire.endpoint())
                .with("createTable", "true")
                .with("applicationName", Table.APPLICATION)
                .with("userIndexKey", "file:" + key);
    }

    private static List<String> requests(StoreWire wire) {
        return wire.calls().stream().map(WireCall::request).toList();
    }

    private static void theToolFindsItByTheSameKey(CommandLine tool, Path key, String handle) throws Exception {
        assertThat(tool.run("user sessions", "--user-index-key=file:" + key, NAME)
                        .out())
                .contains(handle);
        assertThat(tool.run("user sessions", NAME).status()).isEqualTo(1);
        assertThat(tool.run("session show", handle).lines()).contains("user             hashed");
    }
}
