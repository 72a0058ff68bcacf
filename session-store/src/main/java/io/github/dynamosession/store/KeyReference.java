package io.github.dynamosession.store;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a secret is, and never the secret itself: configurations are logged, and lie in version control. */
final class KeyReference {

    static final String RULE = "must be env:NAME or file:/path, and what it names must hold at least 32 bytes";

    private static final int LEAST_BYTES = 32;
    private static final String ENVIRONMENT = "env:";
    private static final String FILE = "file:";

    private KeyReference() {}

    /** What a violation may show of a text: someone may have typed the secret itself. */
    static String shown(String reference) {
        return reference.startsWith(ENVIRONMENT) || reference.startsWith(FILE) ? reference : "***";
    }

    /** @throws IllegalArgumentException if there is no such secret, or one that can be guessed */
    static byte[] resolve(String reference, Map<String, String> environment) {
        byte[] secret = secret(reference, environment);
        if (secret.length < LEAST_BYTES) {
            throw new IllegalArgumentException("too short");
        }
        return secret;
    }

    private static byte[] secret(String reference, Map<String, String> environment) {
        if (reference.startsWith(ENVIRONMENT)) {
            return stripped(environment.get(reference.substring(ENVIRONMENT.length())), StandardCharsets.UTF_8);
        }
        if (reference.startsWith(FILE)) {
            return file(reference.substring(FILE.length()));
        }
        throw new IllegalArgumentException("no reference");
    }

    private static byte[] file(String path) {
        try {
            // As it may hold any bytes, by a character set that has a character for each
            return stripped(Files.readString(Path.of(path), StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException("unreadable", e);
        }
    }

    /** Editors end a file with a line break, which is no part of the secret. */
    private static byte[] stripped(@Nullable String text, Charset charset) {
        if (text == null) {
            throw new IllegalArgumentException("not set");
        }
        return text.strip().getBytes(charset);
    }
}
