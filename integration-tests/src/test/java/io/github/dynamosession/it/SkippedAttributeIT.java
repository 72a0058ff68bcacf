package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.cluster.ServerNode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trap 16 where an application keeps a helper in the session that cannot be stored: {@code unstorableAttribute=skip}. */
final class SkippedAttributeIT {

    @ParameterizedTest
    @EnumSource(names = {"TOMCAT_11_0", "JETTY_12_1"})
    void theRestIsStoredAndTheLogTellsEachNameOnce(ContainerKind kind) {
        try (ServerNode server = kind.node("skipping", List.of(Webapp.of("app", properties(kind))))) {
            server.start().awaitReady();
            Node node = server::url;
            Browser ann = new Browser();

            assertThat(ann.on(node, "put:helper:stray", "set:user:ann", "flush", "get:helper")
                            .ok()
                            .of("get:helper"))
                    .startsWith("stray of ");
            ann.on(node, "put:helper:stray", "set:user:bob").ok();

            assertThat(ann.on(node, "names", "get:user").ok().of("names")).isEqualTo("user");
            assertThat(ann.ask(node, "get:user")).isEqualTo("bob");
            assertThat(server.log().lines().filter(line -> line.contains("attribute helper of session")))
                    .singleElement()
                    .asString()
                    .contains("java.lang.Thread is not Serializable", "unstorableAttribute=skip");
        }
    }

    private static StoreProperties properties(ContainerKind kind) {
        return StoreProperties.of(
                        "skipped-" + kind.name(), DynamoDbLocal.shared().endpoint())
                .with("createTable", "true")
                .with("applicationName", Table.APPLICATION)
                .with("unstorableAttribute", "skip");
    }
}
