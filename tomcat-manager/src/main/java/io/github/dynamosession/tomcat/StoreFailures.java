package io.github.dynamosession.tomcat;

import io.github.dynamosession.store.live.RequestFailure;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;

/** What a client gets when its session could not be read or saved: never a response that pretends it was. */
final class StoreFailures {

    private static final Logger LOG = System.getLogger(StoreFailures.class.getName());

    private StoreFailures() {}

    static int status(RuntimeException failure) {
        return RequestFailure.isOutage(failure)
                ? HttpServletResponse.SC_SERVICE_UNAVAILABLE
                : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    }

    static void log(RuntimeException failure) {
        RequestFailure.log(LOG, failure);
    }

    /** Replaces a response of which nothing was sent, with its cookies and body. */
    static void answer(Request request, Response response, RuntimeException failure) throws IOException {
        if (response.getStatus() == HttpServletResponse.SC_SWITCHING_PROTOCOLS) {
            response.flushBuffer(); // only the hook can stop the upgrade
            return;
        }
        log(failure);
        request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
        response.setSuspended(false);
        response.reset();
        int status = status(failure);
        if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", RequestFailure.RETRY_AFTER_SECONDS);
        }
        response.sendError(status);
    }

    /** The same on the lowest level, where a response is about to be sent: status and headers without a body. */
    static void replaceHead(org.apache.coyote.Response response, RuntimeException failure) {
        log(failure);
        response.reset();
        int status = status(failure);
        response.setStatus(status);
        if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", RequestFailure.RETRY_AFTER_SECONDS);
        }
        response.setContentLength(0);
    }
}
