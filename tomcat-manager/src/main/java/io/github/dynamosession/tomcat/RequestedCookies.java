package io.github.dynamosession.tomcat;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.Charset;
import org.apache.catalina.Context;
import org.apache.tomcat.util.http.CookieProcessor;
import org.apache.tomcat.util.http.MimeHeaders;
import org.apache.tomcat.util.http.Rfc6265CookieProcessor;
import org.apache.tomcat.util.http.ServerCookies;
import org.jspecify.annotations.Nullable;

/**
 * A context's cookie processor, which also tells when a request begins: Tomcat has it read the cookies before it asks the
 * manager for the first session, and that request carries no other sign of itself.
 */
final class RequestedCookies implements CookieProcessor {

    private final CookieProcessor processor;
    private final DynamoDbManager manager;

    private RequestedCookies(CookieProcessor processor, DynamoDbManager manager) {
        this.processor = processor;
        this.manager = manager;
    }

    /** Puts itself in front of the context's cookie processor. */
    static void watch(Context context, DynamoDbManager manager) {
        CookieProcessor configured = context.getCookieProcessor();
        context.setCookieProcessor(
                new RequestedCookies(configured == null ? new Rfc6265CookieProcessor() : configured, manager));
    }

    /** Undoes {@link #watch}. */
    static void unwatch(Context context, DynamoDbManager manager) {
        if (context.getCookieProcessor() instanceof RequestedCookies watching && watching.manager == manager) {
            context.setCookieProcessor(watching.processor);
        }
    }

    @Override
    public void parseCookieHeader(@Nullable MimeHeaders headers, ServerCookies cookies) {
        if (headers != null) {
            EarlyLookUps.begin(manager, headers);
        }
        processor.parseCookieHeader(headers, cookies);
    }

    @Override
    public String generateHeader(Cookie cookie, HttpServletRequest request) {
        return processor.generateHeader(cookie, request);
    }

    @Override
    public Charset getCharset() {
        return processor.getCharset();
    }
}
