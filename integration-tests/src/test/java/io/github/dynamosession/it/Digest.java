package io.github.dynamosession.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server's challenge as of RFC 7616, and how a browser answers it for Ann. */
record Digest(String challenge) {

    private static final String CLIENT_NONCE = "0a4f113b";
    private static final String COUNT = "00000001";

    /** The challenge of a response with status 401: the server's favourite one. */
    static Digest of(Answer refusal) {
        return new Digest(refusal.headers().firstValue("WWW-Authenticate").orElseThrow());
    }

    /** The client is known to have the right password: a browser repeats the request, and asks no one. */
    boolean isStale() {
        return challenge.contains("stale=true");
    }

    /** The header that a browser sends the first time that it uses the nonce. */
    String answer(String uri) {
        String algorithm = value("algorithm");
        String secret = hash("ann:" + value("realm") + ":secret");
        String request = hash("GET:" + uri);
        String response = hash(secret + ":" + value("nonce") + ":" + COUNT + ":" + CLIENT_NONCE + ":auth:" + request);
        return "Digest username=\"ann\", realm=\"" + value("realm") + "\", nonce=\"" + value("nonce") + "\", uri=\""
                + uri
                + "\", qop=auth, nc=" + COUNT + ", cnonce=\"" + CLIENT_NONCE + "\", algorithm=" + algorithm
                + (challenge.contains("opaque=") ? ", opaque=\"" + value("opaque") + "\"" : "")
                + ", response=\"" + response + "\"";
    }

    private String value(String name) {
        Matcher matcher = Pattern.compile(name + "=\"?([^\",]+)").matcher(challenge);
        if (!matcher.find()) {
            throw new AssertionError("no " + name + " in " + challenge);
        }
        return matcher.group(1);
    }

    private String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance(value("algorithm")).digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
