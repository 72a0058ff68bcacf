package io.github.dynamosession.store;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * How the names of an application's users stand in the index: application name, {@code #}, and the name; or, with a key,
 * {@code hmac:} and a hash that nobody computes without that key.
 */
public final class UserKeys {

    /** DynamoDB's limit of a partition key. */
    private static final int MAX_BYTES = 2048;

    private static final String KEYED = "hmac:";
    private static final String TOO_LONG = "sha256:";

    private final String applicationName;
    private final Optional<SecretKey> key;

    private UserKeys(String applicationName, Optional<SecretKey> key) {
        this.applicationName = applicationName;
        this.key = key;
    }

    /** @param key of the hash; empty: names are stored as they are */
    static UserKeys of(String applicationName, Optional<byte[]> key) {
        return new UserKeys(applicationName, key.map(ScopedHash::hmacKey));
    }

    /**
     * The key of a user. A name that is longer than DynamoDB takes is stored as its SHA-256.
     *
     * @throws IllegalArgumentException if the name is not well-formed UTF-16: all such names would have one key
     */
    public UserKey key(String userName) {
        StorableName.requireForUser(userName);
        String name = key.isPresent() ? KEYED + ScopedHash.base64(hmac(userName)) : storable(userName);
        return UserKey.ofIndexValue(scope() + name);
    }

    /** The name in a key of this application; empty if the key has a hash of it, or is another application's. */
    public Optional<String> nameIn(UserKey user) {
        return Optional.of(user.indexValue())
                .filter(value -> value.startsWith(scope()))
                .map(value -> value.substring(scope().length()))
                .filter(name -> !isLikeAHash(name));
    }

    /** The name in a key of whatever application; empty if the key has a hash of it. */
    public static Optional<String> nameOfAny(UserKey user) {
        String value = user.indexValue();
        return Optional.of(value.substring(value.indexOf('#') + 1)).filter(name -> !isLikeAHash(name));
    }

    /** The name of the application that a key is of. */
    public static String applicationOf(UserKey user) {
        String value = user.indexValue();
        String scope = value.substring(0, Math.max(0, value.indexOf('#')));
        return scope.replace("%23", "#").replace("%25", "%");
    }

    private static boolean isLikeAHash(String name) {
        return name.startsWith(KEYED) || name.startsWith(TOO_LONG);
    }

    /** Without the escape, user x#ann of the application shop would be user ann of the application shop#x. */
    private String scope() {
        return applicationName.replace("%", "%25").replace("#", "%23") + "#";
    }

    /** A name that looks like a hash is hashed: else its user would be taken for the one whose name has that hash. */
    private String storable(String userName) {
        boolean fits = (scope() + userName).getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
        return fits && !isLikeAHash(userName) ? userName : TOO_LONG + ScopedHash.of(applicationName, userName);
    }

    private byte[] hmac(String userName) {
        byte[] input = (applicationName + '\0' + userName).getBytes(StandardCharsets.UTF_8);
        return ScopedHash.hmac(key.orElseThrow(), input);
    }
}
