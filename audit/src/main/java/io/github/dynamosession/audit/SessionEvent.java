package io.github.dynamosession.audit;

import io.github.dynamosession.store.dynamodb.SessionImage;
import java.time.Instant;
import java.util.Optional;

/**
 * One line of the trail.
 *
 * @param id the same whenever the change is delivered again, and of this event alone
 * @param time when DynamoDB made the change, in seconds or milliseconds
 * @param tableName of the sessions
 * @param session the session as the change left it, or as it was before it ended; empty of a {@link EventKind#GAP}
 * @param before the session before the change; empty if there was none
 * @param detail how, if that differs within a kind
 */
public record SessionEvent(
        String id,
        EventKind kind,
        Instant time,
        String tableName,
        Optional<SessionImage> session,
        Optional<SessionImage> before,
        Optional<String> detail) {

    /** One line of JSON, by OCSF; docs/audit.md has its fields. */
    public String toJson() {
        return OcsfJson.of(this);
    }
}
