package io.github.dynamosession.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.cluster.DynamoDbLocal;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Session;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the application changes after the last byte of its response is there for the client's next request. */
class ResponseEndTest {

    private static final int LARGE = 200_000;

    /** Longer than it takes a client to have a whole response answered by its next request, and less than the bound. */
    private static final Duration HEAD_START = Duration.ofMillis(500);

    /** How an application comes to its last byte, and goes on. */
    private enum Ending {
        NOTHING_BUT_A_HEAD(0) {
            @Override
            void send(Response response) throws Exception {
                response.setStatus(HttpStatus.NO_CONTENT_204);
                write(response, false, 0);
            }
        },
        A_REDIRECT(0) {
            @Override
            void send(Response response) throws Exception {
                response.setStatus(HttpStatus.SEE_OTHER_303);
                response.getHeaders().put(HttpHeader.LOCATION, "/");
                write(response, true, 0);
            }
        },
        A_BODY_OF_KNOWN_LENGTH(10) {
            @Override
            void send(Response response) throws Exception {
                response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 10);
                write(response, false, 4);
                write(response, false, 6);
            }
        },
        A_CLOSED_BODY(10) {
            @Override
            void send(Response response) throws Exception {
                write(response, true, 10);
            }
        },
        A_CLOSED_BODY_IN_CHUNKS(10) {
            @Override
            void send(Response response) throws Exception {
                write(response, false, 4);
                write(response, true, 6);
                write(response, true, 0);
            }
        },
        A_LARGE_BODY(LARGE) {
            @Override
            void send(Response response) throws Exception {
                write(response, true, LARGE);
            }
        },
        A_LARGE_BODY_OF_KNOWN_LENGTH(LARGE) {
            @Override
            void send(Response response) throws Exception {
                response.getHeaders().put(HttpHeader.CONTENT_LENGTH, LARGE);
                write(response, false, LARGE);
                write(response, true, 0);
            }
        };

        private final int length;

        Ending(int length) {
            this.length = length;
        }

        abstract void send(Response response) throws Exception;

        private static void write(Response response, boolean last, int bytes) throws Exception {
            try (Blocker.Callback blocker = Blocker.callback()) {
                response.write(last, ByteBuffer.wrap("x".repeat(bytes).getBytes(StandardCharsets.UTF_8)), blocker);
                blocker.block();
            }
        }
    }

    private final CookieManager cookies = new CookieManager();
    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile CountDownLatch goOn = new CountDownLatch(1);
    private volatile Duration headStart = HEAD_START;
    private volatile Runnable afterLastByte = () -> {};
    private CoreNode left;
    private CoreNode right;

    @BeforeEach
    void start() throws Exception {
        left = CoreNode.start(DynamoDbLocal.shared(), new Application());
        right = CoreNode.start(DynamoDbLocal.shared(), new Application());
        get(left, "/begin");
    }

    @AfterEach
    void stop() throws Exception {
        goOn.countDown();
        left.close();
        right.close();
        threads.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void aChangeAfterTheLastByteIsThereForTheNextRequest(Ending ending) throws Exception {
        HttpResponse<String> answer = get(left, "/" + ending);
        HttpResponse<String> next = get(right, "/read");
        goOn.countDown();

        assertThat(answer.body()).hasSize(ending.length);
        assertThat(next.body()).isEqualTo(ending.toString());
    }

    @ParameterizedTest
    @EnumSource
    void soIsOneOfAnAsynchronousRequestBeforeItsCompletion(Ending ending) throws Exception {
        HttpResponse<String> answer = get(left, "/async/" + ending);
        HttpResponse<String> next = get(right, "/read");
        goOn.countDown();

        assertThat(answer.body()).hasSize(ending.length);
        assertThat(next.body()).isEqualTo(ending.toString());
    }

    @Test
    void itIsThereEachTime() throws Exception {
        goOn.countDown();
        for (int i = 0; i < 100; i++) {
            get(left, "/" + Ending.A_REDIRECT + "?" + i);
            assertThat(get(right, "/read").body()).isEqualTo(Ending.A_REDIRECT + "?" + i);
        }
    }

    @Test
    void anApplicationThatWorksOnKeepsItsClientWaitingForASecondOrTwoOnly() throws Exception {
        headStart = Duration.ofMinutes(1);
        HttpResponse<String> answer = get(left, "/" + Ending.A_CLOSED_BODY);
        assertThat(answer.body()).hasSize(10);
        assertThat(goOn.getCount()).isOne();
    }

    @Test
    void aChangeThatComesWhenTheWholeResponseIsOutIsToldAsSavedLate() throws Exception {
        headStart = Duration.ofMinutes(1);
        long late = lateSaves();
        get(left, "/" + Ending.A_CLOSED_BODY);
        assertThat(lateSaves()).isEqualTo(late);

        goOn.countDown();

        await().untilAsserted(() -> assertThat(lateSaves()).isEqualTo(late + 1));
        assertThat(get(right, "/read").body()).isEqualTo(Ending.A_CLOSED_BODY.toString());
    }

    private long lateSaves() {
        return left.store().node().metrics().statistics().lateSaves();
    }

    @Test
    void aStreamIsNotHeldBack() throws Exception {
        headStart = Duration.ofMinutes(1);
        HttpResponse<InputStream> stream =
                browser.send(HttpRequest.newBuilder(left.uri("/stream")).build(), BodyHandlers.ofInputStream());
        assertThat(stream.body().read()).isEqualTo('x');
        goOn.countDown();
        assertThat(stream.body().readAllBytes()).hasSize(1);
        assertThat(get(right, "/read").body()).isEqualTo("/stream");
    }

    @Test
    void aFailureOfTheApplicationAfterItsLastByteDoesNotChangeWhatItSent() throws Exception {
        HttpResponse<String> answer = get(left, "/fail");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).hasSize(10);
    }

    @Test
    void aChangeThatCannotBeSavedIsToldInPlaceOfWhatIsHeldBack() throws Exception {
        try (DynamoDbLocal own = DynamoDbLocal.start();
                CoreNode node = CoreNode.startImpatient(own, new Application())) {
            cookies.getCookieStore().removeAll(); // of a session in another store
            get(node, "/begin");
            afterLastByte = own::pause;
            HttpResponse<String> answer = get(node, "/outage");
            own.resume();

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().map()).containsKey("retry-after");
        }
    }

    @Test
    void aRequestWithoutFlushesSavesOnce() throws Exception {
        goOn.countDown();
        long before = left.store().statistics().saves();
        get(left, "/twice");
        assertThat(left.store().statistics().saves() - before).isOne();
    }

    private HttpResponse<String> get(CoreNode node, String path) throws Exception {
        return browser.send(HttpRequest.newBuilder(node.uri(path)).build(), BodyHandlers.ofString());
    }

    private final class Application extends Handler.Abstract {

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            String path = request.getHttpURI().getPath();
            Session session = request.getSession(true);
            if (path.startsWith("/async/")) {
                Future<Void> unused = threads.submit(
                        () -> answer(path.substring("/async".length()), request, session, response, callback));
            } else {
                answer(path, request, session, response, callback);
            }
            return true;
        }

        private Void answer(String path, Request request, Session session, Response response, Callback callback)
                throws Exception {
            switch (path) {
                case "/begin" -> session.setAttribute("begun", true);
                case "/read" -> {
                    String stored = String.valueOf(session.getAttribute("change"));
                    response.write(true, ByteBuffer.wrap(stored.getBytes(StandardCharsets.UTF_8)), callback);
                    return null;
                }
                case "/stream" -> {
                    Ending.write(response, false, 1);
                    goOn.await();
                    session.setAttribute("change", path);
                    Ending.write(response, false, 1);
                }
                case "/twice" -> {
                    session.setAttribute("change", path);
                    Ending.A_REDIRECT.send(response);
                    session.setAttribute("change", path + path);
                }
                case "/outage" -> {
                    session.getAttribute("begun");
                    Ending.A_CLOSED_BODY.send(response);
                    afterLastByte.run();
                    session.setAttribute("change", path);
                }
                case "/fail" -> {
                    Ending.A_CLOSED_BODY.send(response);
                    throw new IllegalStateException("as the test wants");
                }
                default -> {
                    Ending.valueOf(path.substring(1)).send(response);
                    goOn.await(headStart.toMillis(), TimeUnit.MILLISECONDS);
                    String query = request.getHttpURI().getQuery();
                    session.setAttribute("change", path.substring(1) + (query == null ? "" : "?" + query));
                }
            }
            callback.succeeded();
            return null;
        }
    }
}
