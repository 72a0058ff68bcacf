package io.github.dynamosession.store;

import java.nio.charset.StandardCharsets;

/**
 * Where the key set is that encrypts values, and never the keys themselves.
 *
 * @param text as typed
 */
public record KeySetReference(String text) {

    static final String RULE =
            "must be file:/path or env:NAME, with aws-kms: in front if a key of AWS KMS encrypts the key"
                    + " set, and what it names must be there";

    private static final String BY_KMS = "aws-kms:";

    /** @throws IllegalArgumentException if nothing is there that could be a key set */
    static KeySetReference of(String text) {
        KeySetReference reference = new KeySetReference(text);
        reference.content();
        return reference;
    }

    /** See {@link KeyReference#shown}. */
    static String shown(String text) {
        return text.startsWith(BY_KMS) ? BY_KMS + KeyReference.shown(place(text)) : KeyReference.shown(text);
    }

    /** Whether AWS KMS has to decrypt what is there. */
    public boolean byKms() {
        return text.startsWith(BY_KMS);
    }

    /** @throws IllegalArgumentException if it cannot be read now */
    public String content() {
        return new String(KeyReference.resolve(place(text), System.getenv()), StandardCharsets.UTF_8);
    }

    private static String place(String text) {
        return text.startsWith(BY_KMS) ? text.substring(BY_KMS.length()) : text;
    }

    @Override
    public String toString() {
        return text;
    }
}
