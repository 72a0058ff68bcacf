package io.github.dynamosession.tomcat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Session ids as clients send them: untrusted. */
final class SessionIds {

    /** Far more than any id generator makes, far less than a header may hold. */
    private static final int MAX_LENGTH = 256;

    /** What {@code StandardSessionIdGenerator} makes where a jvmRoute is set. */
    private static final Pattern WITH_ROUTE = Pattern.compile("([0-9A-F]{16,})\\..+");

    private SessionIds() {}

    /** Tells whether it is worth asking the store for it: of bounded length, visible ASCII only. */
    static boolean isWellFormed(String id) {
        return !id.isEmpty() && id.length() <= MAX_LENGTH && id.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    /** The id without a jvmRoute suffix: which node made it must not decide where it is stored. */
    static String withoutRoute(String id) {
        Matcher matcher = WITH_ROUTE.matcher(id);
        return matcher.matches() ? matcher.group(1) : id;
    }
}
