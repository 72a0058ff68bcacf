package io.github.dynamosession.cli.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask the console. A page of another site, opened in the operator's browser, may ask nothing: not under a name of
 * its own that leads here (by {@code Host}), not with the operator's cookie (by {@code Origin} and {@code Sec-Fetch-Site}).
 */
final class Guard {

    /** With the port behind it: cookies are of a name only, and two consoles of a machine would take each other's place. */
    private static final String COOKIE = "dynamosession-console-";

    private static final int SECRET_BYTES = 32;
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "[::1]");
    private static final Set<String> OF_THIS_SITE = Set.of("same-origin", "none");

    private final Set<String> hosts = new HashSet<>();
    private final String cookie;
    private final Optional<String> operatorHeader;
    private final boolean mayRevoke;
    private final String token = secret();
    private final String ticket = secret();
    private final AtomicBoolean tokenUsed = new AtomicBoolean();

    /** @param port where the console listens */
    Guard(ConsoleSettings settings, int port) {
        cookie = COOKIE + port;
        LOOPBACK.forEach(name -> hosts.add(name + ":" + port));
        settings.hostNames().forEach(name -> hosts.add(name.toLowerCase(Locale.ROOT)));
        operatorHeader = settings.operatorHeader();
        mayRevoke = settings.mayRevoke();
    }

    private static String secret() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** What the operator's first request has; empty if a proxy has checked who that is. */
    Optional<String> token() {
        return operatorHeader.isPresent() ? Optional.empty() : Optional.of(token);
    }

    /** @throws Refusal unless the request is for this server, and of one of its pages, or typed by the operator */
    void requireOfThisSite(ConsoleRequest request) {
        String host = request.header("Host").orElse("").toLowerCase(Locale.ROOT);
        if (!hosts.contains(host)) {
            throw new Refusal(
                    Refusal.MISDIRECTED,
                    "this console is not called " + host + "; open it as " + hosts + ", or start it with --host-name");
        }
        boolean opensPage = request.isGet() && request.path().equals("/"); // also by a link: it does nothing yet
        Optional<String> site = request.header("Sec-Fetch-Site");
        if (!opensPage && site.isPresent() && !OF_THIS_SITE.contains(site.get())) {
            throw new Refusal(Refusal.FORBIDDEN, "a page of another site may not ask this console");
        }
        if (!request.isGet() && !isOfOurs(request.header("Origin").orElse(null))) {
            throw new Refusal(
                    Refusal.FORBIDDEN,
                    "only a page of this console may end sessions; a program sends Origin: http://" + host);
        }
    }

    private boolean isOfOurs(@Nullable String origin) {
        return origin != null && hosts.contains(origin.toLowerCase(Locale.ROOT).replaceFirst("^https?://", ""));
    }

    /** The cookie for who shows the token, once; also for a browser that has it and opens the same address again. */
    String exchange(ConsoleRequest request, String shown) {
        if (hasTicket(request)) {
            return cookie + "=" + ticket;
        }
        if (!equal(token, shown) || !tokenUsed.compareAndSet(false, true)) {
            throw new Refusal(
                    Refusal.UNAUTHORIZED,
                    "this address was opened before, or is of an earlier console; start it again for a new one");
        }
        return cookie + "=" + ticket;
    }

    /**
     * Who asks.
     *
     * @throws Refusal for who is not known
     */
    String requireOperator(ConsoleRequest request) {
        if (operatorHeader.isPresent()) {
            return request.header(operatorHeader.get())
                    .filter(name -> !name.isBlank())
                    .orElseThrow(() -> new Refusal(
                            Refusal.UNAUTHORIZED, "the proxy did not say who you are in " + operatorHeader.get()));
        }
        if (!hasTicket(request)) {
            throw new Refusal(
                    Refusal.UNAUTHORIZED, "open the address that the console has printed: it has a token in it");
        }
        return System.getProperty("user.name");
    }

    private boolean hasTicket(ConsoleRequest request) {
        return request.cookie(cookie).filter(shown -> equal(ticket, shown)).isPresent();
    }

    /** @throws Refusal where sessions are shown only */
    void requireMayRevoke() {
        if (!mayRevoke) {
            throw new Refusal(
                    Refusal.FORBIDDEN, "this console is read-only; start it with --allow-revoke to end sessions");
        }
    }

    /** In a time that does not tell how much of it is right. */
    private static boolean equal(String secret, String shown) {
        return MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
    }
}
