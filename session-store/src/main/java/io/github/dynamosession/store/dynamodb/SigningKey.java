package io.github.dynamosession.store.dynamodb;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** What calls of one day are signed with, by one secret, for one service of one Region. */
final class SigningKey {

    private static final String HMAC = "HmacSHA256";

    private final String secret;
    private final String scope;
    private final SecretKey key;

    private SigningKey(String secret, String scope, SecretKey key) {
        this.secret = secret;
        this.scope = scope;
        this.key = key;
    }

    /** @param scope of {@link #scope(String, String, String)} */
    static SigningKey derive(String secret, String scope) {
        SecretKey key = key(bytes("AWS4" + secret));
        for (String part : scope.split("/")) {
            key = key(hmac(key, bytes(part)));
        }
        return new SigningKey(secret, scope, key);
    }

    /** What a key is for. */
    static String scope(String day, String region, String service) {
        return day + '/' + region + '/' + service + "/aws4_request";
    }

    boolean isOf(String otherSecret, String otherScope) {
        return secret.equals(otherSecret) && scope.equals(otherScope);
    }

    byte[] signature(byte[] text) {
        return hmac(key, text);
    }

    private static SecretKey key(byte[] bytes) {
        return new SecretKeySpec(bytes, HMAC);
    }

    private static byte[] hmac(SecretKey key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
