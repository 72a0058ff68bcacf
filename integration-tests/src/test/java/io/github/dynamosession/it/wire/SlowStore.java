package io.github.dynamosession.it.wire;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/**
 * A proxy before DynamoDB for thousands of calls at once, none of which occupies a thread while it waits. Each call is carried
 * out, and is answered when the test says so. {@link StoreWire} can do more, with fewer calls.
 */
public final class SlowStore implements AutoCloseable {

    private static final String THOUSANDS = "8192";
    private static final String NEVER = "-1";
    private static final String JSON = "application/x-amz-json-1.0";
    private static final byte[] EMPTY = {'{', '}'};

    private final URI dynamoDb;
    private final Tomcat server = new Tomcat();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicLong lastAnswer = new AtomicLong(System.nanoTime());
    private volatile Optional<Duration> late = Optional.empty();
    private volatile Duration pace = Duration.ZERO;
    private volatile boolean holding;

    private SlowStore(URI dynamoDb) {
        this.dynamoDb = dynamoDb;
    }

    /** Opens one on a free port, which answers at once. */
    public static SlowStore before(URI dynamoDb) {
        SlowStore store = new SlowStore(dynamoDb);
        store.start();
        return store;
    }

    private void start() {
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("acceptCount", THOUSANDS);
        connector.setProperty("maxKeepAliveRequests", NEVER);
        connector.setProperty("keepAliveTimeout", NEVER);
        server.setBaseDir(Path.of("target", "slow-store").toAbsolutePath().toString());
        server.setConnector(connector);
        Context context = server.addContext("", null);
        Wrapper proxy = Tomcat.addServlet(context, "proxy", new Proxy());
        proxy.setAsyncSupported(true);
        context.addServletMappingDecoded("/", "proxy");
        try {
            server.start();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What nodes are configured with instead of DynamoDB's own address. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getConnector().getLocalPort());
    }

    /**
     * From now on no call is carried out: each is answered after this time, as DynamoDB answers reads of what is not there and
     * writes. So a machine that is slow itself has little to do.
     */
    public void answerEmptyAfter(Duration time) {
        late = Optional.of(time);
    }

    /**
     * The same, but it answers one call after the other, each so long after the one before: also those for which nobody waits
     * any more.
     */
    public void answerEmptyOneByOne(Duration each) {
        pace = each;
        answerEmptyAfter(Duration.ZERO);
    }

    /** From now on no call is answered, until {@link #release}. */
    public void hold() {
        holding = true;
    }

    /** Answers all that were held, and holds no more. */
    public void release() {
        holding = false;
        for (Runnable answer = held.poll(); answer != null; answer = held.poll()) {
            answer.run();
        }
    }

    /** How many calls are held at the moment. */
    public int held() {
        return held.size();
    }

    /** How many answers are to come, as far as no call is held. */
    public int toBeAnswered() {
        return timer.getQueue().size();
    }

    /** How many calls came, since the last time that this was asked. */
    public int callsSince() {
        return calls.getAndSet(0);
    }

    @Override
    public void close() {
        release();
        timer.shutdownNow();
        try {
            server.stop();
            server.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }

    private void later(Runnable answer) {
        if (holding) {
            held.add(answer);
        } else {
            timer.schedule(answer, late.orElse(Duration.ZERO).toNanos() + itsTurn(), TimeUnit.NANOSECONDS);
        }
    }

    private long itsTurn() {
        long now = System.nanoTime();
        return lastAnswer.updateAndGet(last -> now + Math.max(0, last + pace.toNanos() - now)) - now;
    }

    private final class Proxy extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            calls.incrementAndGet();
            Optional<HttpResponse<byte[]>> answer = late.isPresent() ? Optional.empty() : Optional.of(forward(request));
            AsyncContext waiting = request.startAsync();
            waiting.setTimeout(0);
            later(() -> {
                answer.ifPresentOrElse(copied -> copyHead(copied, response), () -> response.setContentType(JSON));
                send(answer.map(HttpResponse::body).orElse(EMPTY), response, waiting);
            });
        }

        private HttpResponse<byte[]> forward(HttpServletRequest request) throws IOException {
            HttpRequest.Builder copy = HttpRequest.newBuilder(dynamoDb)
                    .POST(BodyPublishers.ofByteArray(request.getInputStream().readAllBytes()));
            for (String name : new String[] {StoreWire.TARGET, "Authorization", "X-Amz-Date", "Content-Type"}) {
                copy.header(name, Objects.requireNonNull(request.getHeader(name)));
            }
            try {
                return http.send(copy.build(), BodyHandlers.ofByteArray());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }

        private static void copyHead(HttpResponse<byte[]> answer, HttpServletResponse response) {
            response.setStatus(answer.statusCode());
            answer.headers().firstValue("Content-Type").ifPresent(response::setContentType);
            answer.headers().firstValue("x-amz-crc32").ifPresent(crc -> response.setHeader("x-amz-crc32", crc));
        }

        private static void send(byte[] body, HttpServletResponse response, AsyncContext waiting) {
            try {
                response.setContentLength(body.length);
                response.getOutputStream().write(body);
                waiting.complete();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
