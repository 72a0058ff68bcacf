package io.github.dynamosession.audit;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.dynamosession.store.UserKey;
import io.github.dynamosession.store.dynamodb.SessionImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Events as JSON by the Open Cybersecurity Schema Framework, in the version that Amazon Security Lake takes. What it has no
 * field for stands in {@code unmapped}.
 */
final class OcsfJson {

    /** Of OCSF. */
    static final String OCSF_VERSION = "1.1.0";

    /** Of what we say in its fields: grows when one of ours changes its meaning or goes. */
    static final String SCHEMA_VERSION = "1";

    private static final String PRODUCT = "Dynamosession";
    private static final int INFORMATIONAL = 1;
    private static final int HIGH = 4;

    private OcsfJson() {}

    static String of(SessionEvent event) {
        try {
            return JSON.std.asString(fields(event));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // which a string never throws
        }
    }

    private static Map<String, Object> fields(SessionEvent event) {
        EventKind kind = event.kind();
        OcsfClass ocsf = kind.ocsfClass();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("time", event.time().toEpochMilli());
        fields.put("message", kind.text());
        fields.put("category_uid", ocsf.category());
        fields.put("category_name", ocsf.categoryName());
        fields.put("class_uid", ocsf.uid());
        fields.put("class_name", ocsf.text());
        fields.put("activity_id", kind.activity());
        fields.put("activity_name", kind.activityName());
        fields.put("type_uid", 100L * ocsf.uid() + kind.activity());
        fields.put("severity_id", kind == EventKind.GAP ? HIGH : INFORMATIONAL);
        event.detail().ifPresent(detail -> fields.put("status_detail", detail));
        event.session().ifPresent(session -> session(event, session, fields));
        fields.put("metadata", metadata(event));
        return fields;
    }

    private static void session(SessionEvent event, SessionImage session, Map<String, Object> fields) {
        Map<String, Object> unmapped = new LinkedHashMap<>();
        // nothing but a mark is left of a session that has another id
        SessionImage sized = session.movedTo().isPresent() ? event.before().orElse(session) : session;
        session.applicationName().or(sized::applicationName).ifPresent(name -> unmapped.put("application", name));
        unmapped.put("bytes", sized.bytes());
        unmapped.put("large_value_bytes", sized.largeValueBytes());
        if (event.kind().ocsfClass() == OcsfClass.AUTHENTICATION) {
            authentication(event, session, fields);
        } else {
            fields.put("entity", entity(session.handle()));
            session.movedTo().ifPresent(handle -> fields.put("entity_result", entity(handle)));
            Map<String, Object> actor = new LinkedHashMap<>();
            actor.put("session", session(session.handle(), session));
            session.user().ifPresent(user -> actor.put("user", user(user, session)));
            fields.put("actor", actor);
        }
        fields.put("unmapped", unmapped);
    }

    private static void authentication(SessionEvent event, SessionImage session, Map<String, Object> fields) {
        Optional<SessionImage> before =
                event.before().filter(image -> image.user().isPresent());
        SessionImage subject = session.user().isPresent() ? session : before.orElse(session);
        subject.user().ifPresent(user -> fields.put("user", user(user, subject)));
        if (event.kind() == EventKind.USER_CHANGED) {
            before.ifPresent(
                    image -> image.user().ifPresent(user -> fields.put("actor", Map.of("user", user(user, image)))));
        }
        fields.put("session", session(session.movedTo().orElse(session.handle()), session));
        fields.put("service", Map.of("name", subject.applicationName().orElse(event.tableName())));
    }

    private static Map<String, Object> entity(String handle) {
        return inOrder("uid", handle, "type", "HTTP session");
    }

    private static Map<String, Object> session(String handle, SessionImage session) {
        return inOrder("uid", handle, "created_time", session.created().toEpochMilli());
    }

    /** The same event is the same line in each JVM. */
    private static Map<String, Object> inOrder(String name, Object value, String otherName, Object otherValue) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(name, value);
        fields.put(otherName, otherValue);
        return fields;
    }

    /** By what the table has: a name, or a hash of one. */
    private static Map<String, Object> user(UserKey user, SessionImage session) {
        return session.userName()
                .map(name -> Map.<String, Object>of("name", name))
                .orElseGet(() -> Map.of(
                        "uid", user.indexValue().substring(user.indexValue().indexOf('#') + 1)));
    }

    private static Map<String, Object> metadata(SessionEvent event) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("uid", event.id());
        metadata.put("version", OCSF_VERSION);
        metadata.put("event_code", event.kind().text());
        event.session().ifPresent(session -> metadata.put("correlation_uid", session.handle()));
        metadata.put("log_name", event.tableName());
        metadata.put("log_provider", "DynamoDB Streams");
        metadata.put("log_version", SCHEMA_VERSION);
        metadata.put("product", inOrder("name", PRODUCT, "vendor_name", PRODUCT));
        return metadata;
    }
}
