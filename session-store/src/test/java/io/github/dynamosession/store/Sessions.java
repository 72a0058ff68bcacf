package io.github.dynamosession.store;

import io.github.dynamosession.store.SessionChanges.Delta;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Words of the tests: sessions of one creation time and half an hour, whose values are texts. */
public final class Sessions {

    public static final Instant CREATED = Instant.parse("2026-11-21T10:00:00.300Z");
    public static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
    public static final SessionTimes NEW = new SessionTimes(CREATED, CREATED, HALF_AN_HOUR);

    private Sessions() {}

    public static SessionKey newKey() {
        return SessionKey.of("shop", UUID.randomUUID().toString());
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public static StoredSession session(SessionTimes times, String name, String value) {
        return new StoredSession(0, times, Map.of(name, bytes(value)), Map.of("authType", bytes("FORM")));
    }

    /** One that says which session it is. */
    public static StoredSession identified(String identity) {
        return new StoredSession(
                1, NEW, Map.of("cart", bytes("one")), Map.of(), Optional.empty(), Optional.of(bytes(identity)));
    }

    /** By someone who knows of no value that is there already. */
    public static Delta set(String name, String value) {
        return set(Map.of(name, bytes(value)));
    }

    public static Delta set(Map<String, byte[]> values) {
        return new Delta(values, Set.of(), Map.of());
    }

    public static Delta replace(String name, String known, String value) {
        return new Delta(Map.of(name, bytes(value)), Set.of(), Map.of(name, bytes(known)));
    }

    public static Delta remove(String name, String known) {
        return new Delta(Map.of(), Set.of(name), Map.of(name, bytes(known)));
    }

    /** Changes of a session that was new when its node loaded it and is accessed at {@code accessed}. */
    public static SessionChanges changes(Delta attributes, Instant accessed) {
        return new SessionChanges(attributes, Delta.NONE, NEW.accessedAt(accessed), NEW);
    }
}
