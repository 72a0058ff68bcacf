package io.github.dynamosession.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.store.SessionMetrics;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.Context;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What an application changes after it has written its response is there for the next request, which another node gets as
 * soon as the client has the last byte.
 */
final class LastByteTest {

    /** A client that has the last byte by then, though the application goes on, would be served by another node. */
    private static final long LONG_ENOUGH_MILLIS = 200;

    private static final int BODY = 20_000;

    private static volatile CountDownLatch answered = new CountDownLatch(0);
    private static volatile long patienceMillis;
    private static final AtomicBoolean ANSWERED_IN_TIME = new AtomicBoolean();

    private static EmbeddedTomcat left;
    private static Context leftShop;
    private static EmbeddedTomcat right;

    private final Client http = new Client();

    private enum Way {
        CONTENT_LENGTH_FLUSHED {
            @Override
            void answer(HttpServletRequest request, HttpServletResponse response) throws Exception {
                response.setContentLength(BODY);
                response.getOutputStream().write(new byte[BODY]);
                response.flushBuffer();
            }
        },
        TEXT_OF_A_CONTENT_LENGTH_FLUSHED {
            @Override
            void answer(HttpServletRequest request, HttpServletResponse response) throws Exception {
                response.setContentLength(5);
                response.getWriter().print("xxxxx");
                response.flushBuffer();
            }
        },
        CONTENT_LENGTH_IN_TWO_PARTS {
            @Override
            void answer(HttpServletRequest request, HttpServletResponse response) throws Exception {
                response.setContentLength(2);
                response.getOutputStream().write('a');
                response.flushBuffer();
                response.getOutputStream().write('b');
                response.flushBuffer();
            }
        },
        STREAM_CLOSED {
            @Override
            void answer(HttpServletRequest request, HttpServletResponse response) throws Exception {
                response.getOutputStream().write(new byte[10]);
                response.getOutputStream().close();
            }
        },
        WRITER_OF_A_LONG_BODY_CLOSED {
            @Override
            void answer(HttpServletRequest request, HttpServletResponse response) throws Exception {
                response.getWriter().print("x".repeat(BODY));
                response.getWriter().close();
            }
        },
        CLOSED_AND_FLUSHED {
            @Override
            void answer(HttpServletRequest request, HttpServletResponse response) throws Exception {
                response.getOutputStream().write(new byte[10]);
                response.getOutputStream().close();
                response.flushBuffer();
            }
        },
        CLOSED_WITHOUT_A_BODY {
            @Override
            void answer(HttpServletRequest request, HttpServletResponse response) throws Exception {
                response.getOutputStream().close();
            }
        },
        NO_CONTENT_FLUSHED {
            @Override
            void answer(HttpServletRequest request, HttpServletResponse response) throws Exception {
                response.setStatus(204);
                response.flushBuffer();
            }
        },
        REDIRECTED {
            @Override
            void answer(HttpServletRequest request, HttpServletResponse response) throws Exception {
                response.sendRedirect("/elsewhere");
            }
        },
        ERROR_SENT {
            @Override
            void answer(HttpServletRequest request, HttpServletResponse response) throws Exception {
                response.sendError(404);
            }
        },
        FORWARDED {
            @Override
            void answer(HttpServletRequest request, HttpServletResponse response) throws Exception {
                request.getRequestDispatcher("/closing").forward(request, response);
            }
        };

        abstract void answer(HttpServletRequest request, HttpServletResponse response) throws Exception;
    }

    @BeforeAll
    static void start() {
        left = new EmbeddedTomcat();
        leftShop = shopOf(left);
        left.start();
        right = new EmbeddedTomcat();
        shopOf(right);
        right.start();
    }

    private static Context shopOf(EmbeddedTomcat node) {
        Context shop = node.webapp("", LastByteTest::serve);
        shop.setManager(EmbeddedTomcat.manager());
        return shop;
    }

    @AfterAll
    static void stop() {
        left.close();
        right.close();
    }

    @BeforeEach
    void logIn() {
        patienceMillis = LONG_ENOUGH_MILLIS;
        http.get(left.uri("/set/before"));
    }

    private static void serve(HttpServletRequest request, HttpServletResponse response) throws Exception {
        String[] path = request.getRequestURI().substring(1).split("/");
        switch (path[0]) {
            case "set" -> request.getSession().setAttribute("value", path[1]);
            case "get" -> response.getWriter().print(request.getSession().getAttribute("value"));
            case "closing" -> response.getWriter().close();
            case "async" -> {
                AsyncContext async = request.startAsync();
                async.start(() -> {
                    answerAndChange(request, response, Way.valueOf(path[1]));
                    async.complete();
                });
            }
            default -> answerAndChange(request, response, Way.valueOf(path[0]));
        }
    }

    private static void answerAndChange(HttpServletRequest request, HttpServletResponse response, Way way) {
        try {
            way.answer(request, response);
            ANSWERED_IN_TIME.set(answered.await(patienceMillis, TimeUnit.MILLISECONDS));
            request.getSession().setAttribute("value", "after");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isSeenByTheNextRequestOnAnotherNode(Way way) {
        assertThat(answerAndAsk(http, "/" + way)).isEqualTo("after");
    }

    @ParameterizedTest
    @EnumSource
    void isSeenByTheNextRequestOnAnotherNodeWithHttp2(Way way) {
        Client http2 = new Client(Version.HTTP_2);
        http2.get(left.uri("/set/before"));
        assertThat(answerAndAsk(http2, "/" + way)).isEqualTo("after");
    }

    @ParameterizedTest
    @EnumSource(names = {"CONTENT_LENGTH_FLUSHED", "STREAM_CLOSED", "NO_CONTENT_FLUSHED"})
    void isSeenWhenAThreadOfTheApplicationChangesIt(Way way) {
        assertThat(answerAndAsk(http, "/async/" + way)).isEqualTo("after");
    }

    @Test
    void isSeenAHundredTimesOfAHundred() {
        patienceMillis = 0;
        for (int i = 0; i < 100; i++) {
            http.get(left.uri("/set/before"));
            assertThat(answerAndAsk(http, "/CONTENT_LENGTH_FLUSHED")).isEqualTo("after");
        }
    }

    private static String answerAndAsk(Client http, String page) {
        answered = new CountDownLatch(1);
        HttpResponse<String> answer = http.get(left.uri(page));
        assertThat(answer.statusCode()).isLessThan(500);
        String seen = http.get(right.uri("/get")).body();
        answered.countDown();
        return seen;
    }

    @ParameterizedTest
    @EnumSource(names = {"CONTENT_LENGTH_FLUSHED", "TEXT_OF_A_CONTENT_LENGTH_FLUSHED", "STREAM_CLOSED"})
    void aClientDoesNotWaitForAllThatAnApplicationDoesAfterwardsAndThatIsToldAsSavedLate(Way way) {
        patienceMillis = TimeUnit.MINUTES.toMillis(1);
        answered = new CountDownLatch(1);
        ANSWERED_IN_TIME.set(false);
        long late = lateSaves();

        CompletableFuture<HttpResponse<String>> answer = http.start(left.uri("/" + way));
        assertThat(answer.join().body()).isNotEmpty();
        assertThat(ANSWERED_IN_TIME).isFalse();
        assertThat(lateSaves()).isEqualTo(late);
        answered.countDown();

        await().untilAsserted(
                        () -> assertThat(http.get(right.uri("/get")).body()).isEqualTo("after"));
        assertThat(lateSaves()).isEqualTo(late + 1);
    }

    private static long lateSaves() {
        SessionMetrics metrics =
                (SessionMetrics) leftShop.getServletContext().getAttribute(SessionMetrics.CONTEXT_ATTRIBUTE);
        return metrics.statistics().lateSaves();
    }
}
