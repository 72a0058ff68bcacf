package io.github.dynamosession.encryption;

/**
 * A key that AWS KMS has made.
 *
 * @param clear 256 bits; to be kept in memory only
 * @param encrypted what KMS makes {@code clear} of again; it names the KMS key
 */
public record DataKey(byte[] clear, byte[] encrypted) {}
