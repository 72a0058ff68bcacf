package io.github.dynamosession.tomcat;

import io.github.dynamosession.node.request.AttributeNotSavedException;
import io.github.dynamosession.node.request.RequestFailure;
import io.github.dynamosession.store.Loggers;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.util.Collections;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.util.SessionConfig;

/** What a client gets when its session could not be read or saved: never a response that pretends it was. */
final class FailedResponse {

    private static final Logger LOG = Loggers.of(FailedResponse.class);

    private static final String SET_COOKIE = "Set-Cookie";

    private FailedResponse() {}

    static int status(RuntimeException failure) {
        return RequestFailure.isOutage(failure)
                ? HttpServletResponse.SC_SERVICE_UNAVAILABLE
                : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    }

    static void log(RuntimeException failure) {
        RequestFailure.log(LOG, failure);
    }

    /** Replaces a response of which nothing was sent, with its body and its cookies but for {@link #sessionCookies}. */
    static void answer(Request request, Response response, RuntimeException failure) throws IOException {
        if (response.getStatus() == HttpServletResponse.SC_SWITCHING_PROTOCOLS) {
            response.flushBuffer(); // only the hook can stop the upgrade
            return;
        }
        log(failure);
        request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
        response.setSuspended(false);
        List<String> sessionCookies = sessionCookies(
                response.getCoyoteResponse(), failure, SessionConfig.getSessionCookieName(request.getContext()));
        response.reset();
        sessionCookies.forEach(cookie -> response.addHeader(SET_COOKIE, cookie));
        int status = status(failure);
        if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", RequestFailure.RETRY_AFTER_SECONDS);
        }
        response.sendError(status);
    }

    /** The same on the lowest level, where a response is about to be sent: status and headers without a body. */
    static void replaceHead(org.apache.coyote.Response response, RuntimeException failure, String sessionCookieName) {
        log(failure);
        List<String> sessionCookies = sessionCookies(response, failure, sessionCookieName);
        response.reset();
        sessionCookies.forEach(cookie -> response.addHeader(SET_COOKIE, cookie));
        int status = status(failure);
        response.setStatus(status);
        if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", RequestFailure.RETRY_AFTER_SECONDS);
        }
        response.setContentLength(0);
    }

    /**
     * The cookies of the response that outlive its replacement. When single values could not be stored, the rest is, under
     * the id that the client is to have. After an outage nobody knows, and the client keeps what it has.
     */
    private static List<String> sessionCookies(
            org.apache.coyote.Response response, RuntimeException failure, String sessionCookieName) {
        return failure instanceof AttributeNotSavedException
                ? Collections.list(response.getMimeHeaders().values(SET_COOKIE)).stream()
                        .filter(cookie -> cookie.startsWith(sessionCookieName + "="))
                        .toList()
                : List.of();
    }
}
