package io.github.dynamosession.cluster.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.cluster.CookieClient;
import io.github.dynamosession.cluster.ProgramNode;
import io.github.dynamosession.cluster.ProgramNodeBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a sample with Spring Boot has to show besides. */
public abstract class SpringBootContract extends SampleContract {

    private static final Duration A_START = Duration.ofSeconds(60);

    private final Path jar;

    /** @param jar the sample as packaged */
    protected SpringBootContract(Path jar) {
        super(jar);
        this.jar = jar;
    }

    @Override
    protected final ProgramNodeBuilder configure(ProgramNodeBuilder node) {
        return node.argument("--server.address=127.0.0.1").argument("--server.port=PORT");
    }

    @Test
    void theCookieIsAsSpringsPropertiesSay() {
        HttpResponse<String> first = new CookieClient().get(nodes().left(), "/cart");
        assertThat(first.headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith("SHOP=")
                .containsIgnoringCase("SameSite=Lax");
    }

    @Test
    void aHealthCheckDoesNotAskForTheSessionItsClientHas() {
        CookieClient ann = new CookieClient();
        add(ann, nodes().left(), "tea");

        nodes().dynamoDb().pause();
        try {
            assertThat(ann.get(nodes().left(), "/actuator/health").body()).contains("UP");
        } finally {
            nodes().dynamoDb().resume();
        }
        assertThat(cart(ann, nodes().left())).isEqualTo("tea");
    }

    @Test
    void aNodeThatIsStoppedSavesTheSessionsOfRequestsItStillServes() throws Exception {
        CookieClient ann = new CookieClient();
        add(ann, nodes().left(), "tea");
        CountDownLatch asked = new CountDownLatch(1);
        try (PipedOutputStream fields = new PipedOutputStream()) {
            CompletableFuture<HttpResponse<String>> answer =
                    ann.post(nodes().left(), "/cart", readFrom(fields, asked::countDown));
            asked.await();
            CompletableFuture<Void> stop = CompletableFuture.runAsync(nodes().left()::stop);
            await().until(() -> nodes().left().log().contains("Commencing graceful shutdown"));

            fields.write("item=milk".getBytes(StandardCharsets.UTF_8));
            fields.close();
            assertThat(answer.join().statusCode()).isEqualTo(200);
            stop.join();
        }
        assertThat(cart(ann, nodes().right())).isEqualTo("tea, milk");
    }

    private static Supplier<InputStream> readFrom(PipedOutputStream fields, Runnable asked) throws IOException {
        PipedInputStream source = new PipedInputStream(fields);
        return () -> {
            asked.run();
            return source;
        };
    }

    @Test
    void aWrongPropertyStopsTheApplicationAndIsNamed() {
        ProgramNodeBuilder wrong = configure(ProgramNode.builder(jar)).argument("--dynamosession.touchIntervall=PT1M");
        try (ProgramNode node = wrong.name("wrong").build().start()) {
            await().atMost(A_START).until(() -> !node.isAlive());
            assertThat(node.log()).contains("touchIntervall is not a property");
        }
    }
}
