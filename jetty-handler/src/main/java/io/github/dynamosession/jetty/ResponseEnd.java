package io.github.dynamosession.jetty;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Holds back the end of a response until its request has left the application: a client that has the whole response goes
 * on to its next request, on any node, and is to find there what this one changed at last.
 *
 * <ol>
 *   <li>the application sends a redirect, or closes the output,
 *   <li>its client sends the next request to another node,
 *   <li>the application changes the session, and returns.
 * </ol>
 *
 * <p>Held back is all of a small response, the last byte of a larger one, or nothing but the mark of its end. The
 * application does not notice: it takes it for sent. Jetty's own wrapper, which has the session saved, and {@link
 * SessionStream} are further in: for them the request ends now.
 */
final class ResponseEnd extends HttpStream.Wrapper {

    private static final int SMALL = 32 * 1024;
    private static final long UNKNOWN = -1;

    /** A call of {@code send}. */
    private record Part(
            MetaData.Request request,
            MetaData.@Nullable Response response,
            boolean last,
            @Nullable ByteBuffer content) {

        int size() {
            return BufferUtil.length(content);
        }
    }

    private final RequestScope scope;
    private final Senders senders;
    private final HeldEnds ends;

    @GuardedBy("this")
    private long expected = UNKNOWN; // how many bytes the client still waits for

    @GuardedBy("this")
    private @Nullable Part held;

    @GuardedBy("this")
    private boolean closed; // after what is held

    @GuardedBy("this")
    private boolean leaves; // nothing is held back any more

    @GuardedBy("this")
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(true);

    ResponseEnd(HttpStream stream, RequestScope scope, Senders senders, HeldEnds ends) {
        super(stream);
        this.scope = scope;
        this.senders = senders;
        this.ends = ends;
    }

    @Override
    public void send(
            MetaData.Request request,
            MetaData.@Nullable Response response,
            boolean last,
            @Nullable ByteBuffer content,
            Callback callback) {
        if (isPassedOn(request, response)) {
            pass(new Part(request, response, last, content), callback);
            return;
        }
        Part now = whatGoesNow(new Part(request, response, last, content));
        if (content != null && (now == null || now.content() != content)) {
            content.position(content.limit()); // a copy is held back, or a part is under way
        }
        if (now == null) {
            callback.succeeded();
        } else {
            passInTurn(now, callback);
        }
    }

    /** What is no part of the response, or not its connection's last: a tunnel, a WebSocket. */
    private static boolean isPassedOn(MetaData.Request request, MetaData.@Nullable Response response) {
        return HttpMethod.CONNECT.is(request.getMethod())
                || (response != null && HttpStatus.isInformational(response.getStatus()));
    }

    private synchronized @Nullable Part whatGoesNow(Part part) {
        if (held != null) { // the client waits for no more, nor for an error in place of what seems to be sent
            closed |= part.last();
            return null;
        }
        MetaData.Response head = part.response();
        if (head != null) {
            expected = contentLength(part.request(), head);
        }
        boolean isEnd = part.last() || (expected != UNKNOWN && part.size() >= expected);
        expected = expected == UNKNOWN ? UNKNOWN : Math.max(expected - part.size(), 0);
        if (leaves || !isEnd) {
            return part;
        }
        ByteBuffer content = part.content();
        if (content == null || content.remaining() <= SMALL) {
            hold(part);
            return null;
        }
        hold(new Part(part.request(), null, part.last(), lastByte(content)));
        return new Part(part.request(), head, false, allButLastByte(content));
    }

    private static long contentLength(MetaData.Request request, MetaData.Response response) {
        boolean isEmpty = HttpMethod.HEAD.is(request.getMethod()) || HttpStatus.hasNoBody(response.getStatus());
        return isEmpty ? 0 : response.getContentLength();
    }

    private static ByteBuffer lastByte(ByteBuffer content) {
        return content.slice(content.limit() - 1, 1);
    }

    private static ByteBuffer allButLastByte(ByteBuffer content) {
        return content.slice(content.position(), content.remaining() - 1);
    }

    /** The application may use the buffer again as soon as it takes its content for sent. */
    @GuardedBy("this")
    private void hold(Part end) {
        held = new Part(end.request(), end.response(), end.last(), BufferUtil.copy(end.content()));
        ends.add(this);
    }

    /** Sends what goes before what is held back, or what was not to be held back at all. */
    private void passInTurn(Part part, Callback callback) {
        CompletableFuture<Boolean> passed = new CompletableFuture<>();
        CompletableFuture<?> before;
        synchronized (this) {
            before = sent;
            sent = held == null ? sent : passed;
        }
        Callback told = Callback.from(
                callback.getInvocationType(),
                () -> {
                    passed.complete(true);
                    callback.succeeded();
                },
                failure -> {
                    passed.completeExceptionally(failure);
                    callback.failed(failure);
                });
        after(before, () -> pass(part, told), told);
    }

    /** The application works on for longer than its client is to wait. */
    void letGo() {
        release();
        scope.unit().answered();
    }

    private CompletableFuture<?> release() {
        CompletableFuture<Boolean> passed = new CompletableFuture<>();
        CompletableFuture<?> before;
        Part end;
        boolean closes;
        synchronized (this) {
            leaves = true;
            end = held;
            if (end == null) {
                return sent;
            }
            held = null;
            closes = closed && !end.last();
            before = sent;
            sent = passed;
        }
        ends.remove(this);
        Callback told = Callback.from(() -> passed.complete(true), passed::completeExceptionally);
        Callback next = closes
                ? Callback.from(() -> pass(new Part(end.request(), null, true, null), told), told::failed)
                : told;
        after(before, () -> pass(end, next), told);
        return passed;
    }

    private static void after(CompletableFuture<?> before, Runnable action, Callback callback) {
        CompletableFuture<?> unused = before.whenComplete((done, failure) -> {
            try {
                if (failure == null) {
                    action.run();
                } else {
                    callback.failed(failure);
                }
            } catch (Throwable e) { // else nobody would hear of it, and the client wait for ever
                callback.failed(e);
            }
        });
    }

    private void pass(Part part, Callback callback) {
        senders.run(scope, () -> super.send(part.request(), part.response(), part.last(), part.content(), callback));
    }

    @Override
    public void succeeded() {
        CompletableFuture<?> unused = release().whenComplete((done, failure) -> {
            if (failure == null) {
                super.succeeded();
            } else {
                super.failed(failure);
            }
        });
    }

    /** What seems to be sent is sent; but an abort does not wait for a client that does not read. */
    @Override
    public void failed(Throwable x) {
        CompletableFuture<?> end = isHolding() ? release() : CompletableFuture.completedFuture(true);
        CompletableFuture<?> unused = end.whenComplete((done, failure) -> super.failed(x));
    }

    private synchronized boolean isHolding() {
        return held != null;
    }
}
