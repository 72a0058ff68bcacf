package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.cluster.ServerNode;
import io.github.dynamosession.it.wire.StoreWire;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tomcat undeploys an old version of an application by itself, but not while it has sessions. */
final class ParallelDeploymentIT implements Node {

    private static final String SHOP = "/shop/do";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final StoreWire wire = StoreWire.to(DynamoDbLocal.shared().endpoint());
    private final ServerNode server;

    ParallelDeploymentIT() {
        StoreProperties store = StoreProperties.of("parallel-sessions", wire.endpoint())
                .with("createTable", "true")
                .with("sweepInterval", "PT1H"); // no query but those that count
        server = ContainerKind.TOMCAT_11_0.node("parallel", List.of(Webapp.of("shop##1", store)));
    }

    @BeforeEach
    void start() throws IOException {
        Path serverXml = server.base().resolve("conf/server.xml");
        Files.writeString(
                serverXml,
                Files.readString(serverXml)
                        .replace("<Engine ", "<Engine backgroundProcessorDelay=\"1\" ")
                        .replace("autoDeploy=\"true\"", "autoDeploy=\"true\" undeployOldVersions=\"true\""));
        server.start().awaitReady();
    }

    @AfterEach
    void stop() {
        server.close();
        wire.close();
    }

    @Override
    public URI uri() {
        return server.url();
    }

    @Test
    void anOldVersionStaysUntilItsLastSessionHasEnded() throws IOException {
        Browser ann = new Browser();
        ann.get(this, SHOP, "set:user:ann").ok();
        wire.forgetCalls();

        deployTheSecondVersion();
        await().atMost(PATIENCE).until(() -> queriesOfTheFirstVersion() > 0);
        ann.get(this, SHOP, "set:cart:tea").ok();

        assertThat(ann.get(this, SHOP, "get:user").ok().of("get:user")).isEqualTo("ann");
        assertThat(isUndeployed()).isFalse();

        Browser bob = new Browser();
        bob.get(this, SHOP, "set:user:bob").ok();
        ann.get(this, SHOP, "invalidate").ok();
        restartWithoutWhatItRemembers();
        await().atMost(PATIENCE).until(this::isUndeployed);
        assertThat(bob.get(this, SHOP, "get:user").ok().of("get:user")).isEqualTo("bob");
    }

    /** A number that is not zero is remembered for a minute. */
    private void restartWithoutWhatItRemembers() {
        server.restart().awaitReady();
    }

    private void deployTheSecondVersion() throws IOException {
        Path contexts = server.base().resolve("conf/Catalina/localhost");
        String first = Files.readString(contexts.resolve("shop##1.xml"));
        Path written = server.base().resolve("temp/shop.xml");
        Files.writeString(written, first.replace("<Context ", "<Context docBase=\"" + Webapp.FILES + "\" "));
        Files.move(written, contexts.resolve("shop##2.xml"), StandardCopyOption.ATOMIC_MOVE);
    }

    private long queriesOfTheFirstVersion() {
        return wire.calls().stream()
                .filter(call -> call.operation().equals("Query"))
                .filter(call -> call.request().contains("shop##1#"))
                .count();
    }

    private boolean isUndeployed() {
        return Files.notExists(server.base().resolve("webapps/shop##1"));
    }
}
