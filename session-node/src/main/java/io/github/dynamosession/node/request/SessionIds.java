package io.github.dynamosession.node.request;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Session ids as clients send them: untrusted. */
public final class SessionIds {

    /** Far more than any id generator makes, far less than a header may hold. */
    private static final int MAX_LENGTH = 256;

    /**
     * What the containers' own generators make where nodes have names: Tomcat in hexadecimal; Jetty to the base 36, with
     * the name of the node that made it also in front.
     */
    private static final Pattern WITH_ROUTE = Pattern.compile("([0-9A-F]{16,}|[\\w-]*?[0-9a-z]{20,})\\..+");

    /** Of Tomcat's ids, which have two for each byte. */
    private static final int LEAST_DIGITS = 16;

    private static final Pattern IN_PATH = Pattern.compile("(?i);jsessionid=[^;/?]*");

    private SessionIds() {}

    /** Tells whether it is worth asking the store for it: of bounded length, visible ASCII only. */
    public static boolean isWellFormed(String id) {
        if (id.isEmpty() || id.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) { // asked several times a request: a stream costs ten times as much
            if (id.charAt(i) <= ' ' || id.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** The id without the suffix that names a node: which node made it must not decide where it is stored. */
    public static String withoutRoute(String id) {
        if (id.indexOf('.') < 0) {
            return id;
        }
        Matcher matcher = WITH_ROUTE.matcher(id);
        return matcher.matches() ? matcher.group(1) : id;
    }

    /**
     * Tells whether the node that made the id said by it that its session has no login of the container. An id that says so
     * may be one that nobody made; it names no session then. It says so by an odd number of hexadecimal digits, which is never
     * by chance. Other nodes find the route behind them.
     */
    public static boolean saysNoLogin(String id) {
        int digits = digits(id);
        return digits > LEAST_DIGITS
                && digits % 2 == 1
                && (digits == id.length() || (id.charAt(digits) == '.' && id.length() > digits + 1));
    }

    private static int digits(String id) {
        int digits = 0;
        while (digits < id.length() && isDigit(id.charAt(digits))) {
            digits++;
        }
        return digits;
    }

    /** As Tomcat writes them. */
    private static boolean isDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
    }

    /** The id that says so; the same one, if no id of its kind can. */
    public static String sayingNoLogin(String id) {
        String longer = withAnotherDigit(id);
        return !saysNoLogin(id) && saysNoLogin(longer) ? longer : id;
    }

    /** The id that says nothing of a login. */
    public static String sayingNothing(String id) {
        return saysNoLogin(id) ? withAnotherDigit(id) : id;
    }

    private static String withAnotherDigit(String id) {
        int digits = digits(id);
        return digits == 0 ? id : id.substring(0, digits) + '0' + id.substring(digits);
    }

    /** A URI without the session id in its path: it is a credential, which readers of the table must not see. */
    public static String removedFrom(String uri) {
        return IN_PATH.matcher(uri).replaceAll("");
    }
}
