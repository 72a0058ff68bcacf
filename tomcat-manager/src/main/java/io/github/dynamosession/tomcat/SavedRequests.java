package io.github.dynamosession.tomcat;

import io.github.dynamosession.node.request.SessionIds;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import org.apache.catalina.authenticator.SavedRequest;
import org.jspecify.annotations.Nullable;

/** The request that FORM login keeps to replay it after the login. */
final class SavedRequests {

    /** The cookies again, as one text, and passwords. */
    private static final Set<String> DROPPED_HEADERS = Set.of("cookie", "authorization", "proxy-authorization");

    private SavedRequests() {}

    /**
     * A copy without cookies of these names and without passwords: they are credentials, which readers of the table must
     * not see. The request that triggers the replay brings the client's current cookies along.
     */
    static SavedRequest without(Set<String> cookieNames, SavedRequest request) {
        SavedRequest copy = new SavedRequest();
        request.getHeaderNames().forEachRemaining(name -> copyHeader(name, request.getHeaderValues(name), copy));
        request.getCookies().forEachRemaining(cookie -> {
            if (!cookieNames.contains(cookie.getName())) {
                copy.addCookie(cookie);
            }
        });
        request.getLocales().forEachRemaining(copy::addLocale);
        copy.setMethod(request.getMethod());
        copy.setQueryString(request.getQueryString());
        copy.setRequestURI(withoutSessionId(request.getRequestURI()));
        copy.setDecodedRequestURI(request.getDecodedRequestURI());
        copy.setBody(request.getBody());
        copy.setContentType(request.getContentType());
        Integer interval = request.getOriginalMaxInactiveIntervalOptional();
        if (interval != null) {
            copy.setOriginalMaxInactiveInterval(interval);
        }
        return copy;
    }

    private static void copyHeader(String name, Iterator<String> values, SavedRequest copy) {
        if (!DROPPED_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEachRemaining(value -> copy.addHeader(name, value));
        }
    }

    private static @Nullable String withoutSessionId(@Nullable String uri) {
        return uri == null ? null : SessionIds.removedFrom(uri);
    }
}
