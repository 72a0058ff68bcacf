package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.cluster.ServerNode;
import io.github.dynamosession.encryption.KeySet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trap 35, {@code encryption=required}: who writes the table and has no key makes no login. */
final class RequiredEncryptionIT {

    private static final URI DYNAMO_DB = DynamoDbLocal.shared().endpoint();
    private static final Table CLEAR = new Table(DYNAMO_DB, "sessions-in-clear");
    private static final Table STRICT = new Table(DYNAMO_DB, "sessions-encrypted-strictly");

    private static StoreProperties store(Table table) {
        return StoreProperties.of(table.name(), DYNAMO_DB)
                .with("createTable", "true")
                .with("applicationName", Table.APPLICATION);
    }

    @ParameterizedTest
    @EnumSource(names = {"TOMCAT_11_0", "JETTY_12_1"})
    void trap35AnotherSessionsLoginInClearIsRefused(ContainerKind kind) throws IOException {
        Path keys = Files.writeString(
                Files.createTempFile(Path.of("target").toAbsolutePath(), "keys-", ""),
                KeySet.create().toJson());
        StoreProperties strict =
                store(STRICT).with("encryptionKeys", "file:" + keys).with("encryption", "required");
        List<Webapp> webapps = List.of(Webapp.of("app", strict), Webapp.of("clear", store(CLEAR)));
        try (ServerNode server = kind.node("strict", webapps).start()) {
            server.awaitReady();
            Node node = server::url;
            Browser ann = new Browser();
            ann.get(node, "/clear/secured/do", "user");
            ann.post(node, "/clear/j_security_check", "j_username=ann&j_password=secret");
            assertThat(ann.get(node, "/clear/secured/do", "user").body()).contains("user=ann");
            Browser eve = new Browser();
            eve.on(node, "set:cart:tea").ok();

            CLEAR.item(ann.sessionId())
                    .get("sys")
                    .m()
                    .forEach((name, value) ->
                            STRICT.plantState(eve.sessionId(), name, value.b().asByteArray()));

            assertThat(eve.get(node, "/app/secured/do", "user").body()).doesNotContain("user=ann");
            assertThat(server.log()).contains("is not encrypted, and encryption=required refuses that");
            assertThat(eve.ask(node, "get:cart")).isEqualTo("tea");
        }
    }
}
