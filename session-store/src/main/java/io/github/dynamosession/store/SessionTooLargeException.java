package io.github.dynamosession.store;

import java.io.Serial;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A session would become larger than the store holds; nothing was written. The message names the limit, how many attributes
 * there are, and the largest of them.
 */
public final class SessionTooLargeException extends StoreException {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final int NAMED = 5;

    private SessionTooLargeException(SessionKey key, String limit, Map<String, Integer> sizes, String remedy) {
        super(
                "session " + key + " would exceed " + limit + "; it has " + sizes.size()
                        + " attributes, of which these are the largest: " + largest(sizes) + "; " + remedy,
                null);
    }

    /**
     * All values of a session together would be larger than is allowed.
     *
     * @param sizes attribute name to stored bytes, of every attribute known
     * @param maxSessionSize how many bytes are allowed
     */
    public static SessionTooLargeException ofSession(SessionKey key, Map<String, Integer> sizes, int maxSessionSize) {
        return new SessionTooLargeException(
                key,
                "maxSessionSize, " + maxSessionSize + " bytes",
                sizes,
                "keep large objects out of the session, or set a greater maxSessionSize");
    }

    /**
     * What has to stay in the session's item would be larger than an item can be: the names, what leads to the values that have
     * left it, and the values that may not leave it.
     *
     * @param sizes attribute name to stored bytes, of every attribute known
     */
    public static SessionTooLargeException ofItem(SessionKey key, Map<String, Integer> sizes) {
        return new SessionTooLargeException(
                key,
                "DynamoDB's limit of an item, " + SessionStoreConfig.MAX_ITEM_BYTES + " bytes",
                sizes,
                "keep large objects out of the session, and put many small values into one attribute, with shorter names");
    }

    /** False: the application has to change something. */
    @Override
    public boolean isTemporary() {
        return false;
    }

    private static String largest(Map<String, Integer> sizes) {
        return sizes.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(NAMED)
                .map(entry -> entry.getKey() + " (" + entry.getValue() + " bytes)")
                .collect(Collectors.joining(", "));
    }
}
