package io.github.dynamosession.store;

import java.io.Serial;
import java.util.Map;
import java.util.stream.Collectors;

/** A session would become larger than the store holds; nothing was written. The message names the largest attributes. */
public final class SessionTooLargeException extends StoreException {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final int NAMED = 5;

    /**
     * @param sizes attribute name to stored bytes, of every attribute known
     * @param limitBytes what the store can hold
     */
    public SessionTooLargeException(SessionKey key, Map<String, Integer> sizes, int limitBytes) {
        super(
                "session " + key + " would exceed " + limitBytes + " bytes; its largest attributes: " + largest(sizes)
                        + "; keep large objects out of the session",
                null);
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
