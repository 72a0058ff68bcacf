package io.github.dynamosession.tomcat;

import java.util.concurrent.Future;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Response;
import org.jspecify.annotations.Nullable;

/**
 * What Tomcat wanted to do to end a response whose request is still in the application. Until it is done, the last bytes
 * are in the connection's buffer, which sends nothing but when it is full or flushed: at most 8 KB.
 */
final class HeldEnd {

    private final Response response;
    private boolean commit;
    private boolean flush;
    private boolean close;
    private boolean over;
    private @Nullable Future<?> limit;

    HeldEnd(Response response) {
        this.response = response;
    }

    /** Tells whether an action that ends the response is to be held. */
    static boolean isEnd(ActionCode action, Response response) {
        return switch (action) {
            case CLOSE -> true;
            case CLIENT_FLUSH -> hasNoBody(response) || isBodyWritten(response);
            // HTTP/2 sends a header at once, and with it the end of a response that has no body. Of an answer to HEAD
            // the
            // application may write a body that must not be sent, which is known when the header is.
            case COMMIT -> isHttp2(response) && hasNoBody(response) && !isHead(response);
            default -> false;
        };
    }

    private static boolean isBodyWritten(Response response) {
        long length = response.getContentLengthLong();
        return length >= 0 && response.getContentWritten() >= length;
    }

    private static boolean hasNoBody(Response response) {
        int status = response.getStatus();
        return response.getContentLengthLong() == 0
                || status == 204
                || status == 205
                || status == 304
                || isHead(response);
    }

    private static boolean isHead(Response response) {
        return "HEAD".equals(response.getRequest().method().toString());
    }

    private static boolean isHttp2(Response response) {
        return response.getRequest().protocol().equals("HTTP/2.0");
    }

    /** The application sees a response that is committed, as if it was. */
    void hold(ActionCode action) {
        switch (action) {
            case COMMIT -> {
                commit = true;
                response.setCommitted(true);
            }
            case CLIENT_FLUSH -> flush = true;
            default -> close = true;
        }
    }

    boolean isHolding() {
        return commit || flush || close;
    }

    boolean holdsClose() {
        return close;
    }

    /** True when something was held and is not any more; then nothing will be again. */
    boolean isOver() {
        return over;
    }

    /** From now on it is held no longer than until {@code limit}. */
    void limitTo(Future<?> limit) {
        this.limit = limit;
    }

    boolean isLimited() {
        return limit != null;
    }

    /** Returns true if the header is still to be sent, and can be another one. */
    boolean reopenHeader() {
        if (commit) {
            response.setCommitted(false);
        }
        return commit;
    }

    /** Ends it; returns what is to be done now. */
    ActionCode end() {
        ActionCode action = close ? ActionCode.CLOSE : ActionCode.CLIENT_FLUSH;
        commit = false;
        flush = false;
        close = false;
        over = true;
        if (limit != null) {
            limit.cancel(false);
        }
        return action;
    }
}
