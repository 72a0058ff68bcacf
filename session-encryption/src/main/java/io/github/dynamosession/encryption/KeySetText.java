package io.github.dynamosession.encryption;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A key set as it stands in a file or an environment variable: in Tink's JSON, or, encrypted by a data key of AWS KMS, in one
 * line of three parts:
 *
 * <pre>
 * aws-kms-1.(base64url: the data key, encrypted by KMS).(base64url: the JSON, encrypted by the data key)
 * </pre>
 *
 * <p>KMS itself encrypts no more than 4 KB, which is a set of some twenty keys.
 *
 * @param dataKey empty: in clear
 */
public record KeySetText(KeySet keys, Optional<DataKey> dataKey) {

    private static final String BY_KMS = "aws-kms-1";
    private static final byte[] WHAT = "dynamosession key set".getBytes(StandardCharsets.UTF_8);

    /** Tells whether a text is of the second form. */
    public static boolean isEncrypted(String text) {
        return text.startsWith(BY_KMS + ".");
    }

    /**
     * Reads either form.
     *
     * @param dataKeys decrypts a data key; called for the second form only
     * @throws IllegalArgumentException if the text is no key set
     */
    public static KeySetText parse(String text, Function<byte[], DataKey> dataKeys) {
        if (!isEncrypted(text)) {
            return new KeySetText(KeySet.parse(text), Optional.empty());
        }
        String[] parts = text.strip().split("\\.", -1);
        if (parts.length != 3) {
            throw damaged(null);
        }
        DataKey dataKey = dataKeys.apply(decoded(parts[1]));
        try {
            byte[] json = KeySet.ofDataKey(dataKey.clear()).decrypt(decoded(parts[2]), WHAT);
            return new KeySetText(KeySet.parse(new String(json, StandardCharsets.UTF_8)), Optional.of(dataKey));
        } catch (GeneralSecurityException e) {
            throw damaged(e);
        }
    }

    private static byte[] decoded(String part) {
        try {
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException e) {
            throw damaged(e);
        }
    }

    /** The same form with other keys. */
    public KeySetText with(KeySet changed) {
        return new KeySetText(changed, dataKey);
    }

    public String toText() {
        return dataKey.map(this::encrypted).orElseGet(keys::toJson);
    }

    private String encrypted(DataKey by) {
        byte[] json = keys.toJson().getBytes(StandardCharsets.UTF_8);
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return String.join(
                ".",
                BY_KMS,
                base64.encodeToString(by.encrypted()),
                base64.encodeToString(KeySet.ofDataKey(by.clear()).encrypt(json, WHAT)));
    }

    private static IllegalArgumentException damaged(@Nullable Throwable cause) {
        return new IllegalArgumentException("a damaged key set", cause);
    }

    /** Without a key. */
    @Override
    public String toString() {
        return dataKey.isPresent() ? "encrypted key set" : "key set";
    }
}
