package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.ScopedHash;
import java.nio.charset.StandardCharsets;
import javax.crypto.SecretKey;

/** What calls of one day are signed with, by one secret, for one service of one Region. */
final class SigningKey {

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
        SecretKey key = ScopedHash.hmacKey(bytes("AWS4" + secret));
        for (String part : scope.split("/")) {
            key = ScopedHash.hmacKey(ScopedHash.hmac(key, bytes(part)));
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
        return ScopedHash.hmac(key, text);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
