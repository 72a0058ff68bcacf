package io.github.dynamosession.jetty;

import io.github.dynamosession.node.request.AttributeNotSavedException;
import io.github.dynamosession.node.request.RequestFailure;
import io.github.dynamosession.store.Loggers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The last that a response passes on its way out. Jetty has its session saved before the header ({@link
 * DynamoDbSessionCache#commit}) and sends the header whatever came of it; here it becomes an error if the store failed
 * the request. What follows the header is sent when the changes that were made meanwhile are saved.
 */
final class SessionStream extends HttpStream.Wrapper {

    private static final Logger LOG = Loggers.of(SessionStream.class);

    private final RequestScope scope;
    private final DynamoDbSessionCache cache;
    private volatile boolean replaced;

    SessionStream(HttpStream stream, RequestScope scope, DynamoDbSessionCache cache) {
        super(stream);
        this.scope = scope;
        this.cache = cache;
    }

    @Override
    public void send(
            MetaData.Request request,
            MetaData.@Nullable Response response,
            boolean last,
            @Nullable ByteBuffer content,
            Callback callback) {
        if (replaced) {
            callback.succeeded(); // the rest of a response that the client does not get
        } else if (response != null) {
            sendHead(request, response, last, content, callback);
        } else if (savedMeanwhile(last)) {
            super.send(request, null, last, content, callback);
        } else {
            callback.failed(scope.failure()); // ends the connection: the client must not take this for the whole
        }
    }

    private void sendHead(
            MetaData.Request request,
            MetaData.Response response,
            boolean last,
            @Nullable ByteBuffer content,
            Callback callback) {
        RuntimeException failure = failureAfterSave(scope.commitHandover(), last);
        if (failure == null || isInterim(response.getStatus())) {
            super.send(request, response, last, content, callback);
        } else {
            RequestFailure.log(LOG, failure);
            replaced = true;
            super.send(request, error(response, failure), true, null, callback);
        }
    }

    private @Nullable RuntimeException failureAfterSave(@Nullable CommitHandover outcome, boolean last) {
        try {
            if (outcome != null) {
                saveDeferred(outcome, last);
            }
            if (last) {
                saveAndUnlock();
            }
        } catch (QuietException.RuntimeException e) {
            LOG.log(Level.DEBUG, "the response becomes an error", e);
        }
        return scope.failure();
    }

    private void saveDeferred(CommitHandover outcome, boolean last) {
        DynamoDbSession session = outcome.session();
        boolean nextStep = last && scope.hasLocked(session);
        if (outcome.deferred() && !nextStep) {
            scope.call(() -> cache.saver().saveDeferred(session));
        }
    }

    private void saveAndUnlock() {
        scope.saveAndUnlock(cache.saver()::saveAndUnlock);
    }

    @Override
    public void succeeded() {
        unlockAtLast();
        super.succeeded();
    }

    @Override
    public void failed(Throwable x) {
        unlockAtLast();
        super.failed(x);
    }

    /**
     * Of a response whose last byte was never sent: the client is gone, or the connection has another protocol now. And the
     * request is over.
     */
    private void unlockAtLast() {
        try {
            saveAndUnlock();
        } catch (QuietException.RuntimeException e) {
            RequestFailure.log(LOG, Objects.requireNonNullElse(scope.failure(), e));
        } finally {
            scope.unit().end();
        }
    }

    /** Tells whether another header follows; not after the one that opens a WebSocket. */
    private static boolean isInterim(int status) {
        return HttpStatus.isInformational(status) && status != HttpStatus.SWITCHING_PROTOCOLS_101;
    }

    /** Saves what was changed since the header was sent; before the last byte also what changed unnoticed. */
    private boolean savedMeanwhile(boolean last) {
        try {
            scope.requireNoFailure();
            DynamoDbSession session = scope.session();
            boolean unlocks = last && session != null && scope.hasLocked(session);
            if (session != null && session.isOpen() && !unlocks) {
                scope.call(() -> cache.saver().saveMeanwhile(session, last));
            }
            if (last) {
                saveAndUnlock();
            }
            return true;
        } catch (RuntimeException e) {
            RequestFailure.log(LOG, Objects.requireNonNullElse(scope.failure(), e));
            return false;
        }
    }

    private MetaData.Response error(MetaData.Response response, RuntimeException failure) {
        boolean outage = RequestFailure.isOutage(failure);
        HttpFields.Mutable fields = HttpFields.build();
        fields.put(HttpHeader.CONTENT_LENGTH, 0);
        String connection = response.getHttpFields().get(HttpHeader.CONNECTION);
        if (connection != null) {
            fields.put(HttpHeader.CONNECTION, connection);
        }
        if (outage) {
            fields.put(HttpHeader.RETRY_AFTER, RequestFailure.RETRY_AFTER_SECONDS);
        }
        if (failure instanceof AttributeNotSavedException) { // all else is saved, and is to be found
            response.getHttpFields().getFields(HttpHeader.SET_COOKIE).stream()
                    .filter(cookie -> cookie.getValue().startsWith(cache.cookieName() + "="))
                    .forEach(fields::add);
        }
        int status = outage ? HttpStatus.SERVICE_UNAVAILABLE_503 : HttpStatus.INTERNAL_SERVER_ERROR_500;
        return new MetaData.Response(
                status, HttpStatus.getMessage(status), response.getHttpVersion(), fields.asImmutable(), 0);
    }
}
