package io.github.dynamosession.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The one-way hash that stands in the table for what its readers must not see. Not for users. */
public final class ScopedHash {

    /** With this byte no text in UTF-8 begins. */
    private static final byte NO_UTF_8 = (byte) 0xff;

    private ScopedHash() {}

    /** base64url(SHA-256(scope, NUL, name)): 43 characters. A scope holds no NUL; a name may be any string. */
    public static String of(String scope, String name) {
        return base64(sha256().digest(input(scope, name)));
    }

    /** What is hashed: "a" and "bc" give something else than "ab" and "c", and so do any other two pairs. */
    static byte[] input(String scope, String name) {
        String input = scope + '\0' + name;
        return isWellFormed(input) ? input.getBytes(StandardCharsets.UTF_8) : charsOf(input);
    }

    /** Tells whether each half of a character has its other half; else neither UTF-8 nor DynamoDB has the text. */
    static boolean isWellFormed(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** UTF-8 has a question mark for any half of a character: two names would have one hash. */
    private static byte[] charsOf(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(1 + Character.BYTES * text.length());
        bytes.put(NO_UTF_8);
        text.chars().forEach(unit -> bytes.putChar((char) unit));
        return bytes.array();
    }

    static String base64(byte[] hash) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
