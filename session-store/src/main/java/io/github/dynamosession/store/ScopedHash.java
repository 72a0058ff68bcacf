package io.github.dynamosession.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The one-way hashes: of what stands in the table that its readers must not see, and of what is signed. Not for users. */
public final class ScopedHash {

    private static final String HMAC = "HmacSHA256";

    private ScopedHash() {}

    /** base64url(SHA-256(scope, NUL, name)): 43 characters. A scope holds no NUL; a name may be any string. */
    public static String of(String scope, String name) {
        byte[] input = (scope + '\0' + name).getBytes(StandardCharsets.UTF_8); // "a" + "bc" is not "ab" + "c"
        return base64(sha256().digest(input));
    }

    static String base64(byte[] hash) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    /** The JDK's SHA-256, for one hash at a time. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A key of {@link #hmac}. */
    public static SecretKey hmacKey(byte[] key) {
        return new SecretKeySpec(key, HMAC);
    }

    /** HMAC-SHA256 of the bytes. */
    public static byte[] hmac(SecretKey key, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }
}
