package io.github.dynamosession.store.dynamodb;

import static io.github.dynamosession.store.dynamodb.AttributeValues.number;

import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionChanges.Delta;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The one UpdateItem of a save: an expression that names what changes and nothing else. It is applied only if these names
 * still hold what the changes are based on.
 *
 * <p>Without that fence:
 *
 * <ol>
 *   <li>node A saves a=2; its attempt is not answered in time, but is still on its way,
 *   <li>its next attempt is applied and answered,
 *   <li>node B, which has read a=2, saves a=3,
 *   <li>A's first attempt arrives: a=2 would replace a=3.
 * </ol>
 */
final class SessionUpdate {

    /** DynamoDB takes 300 operators and 4 KB; the condition of a hundred names needs about 210 and 3.7 KB. */
    private static final int MAX_NAMES = 100;

    static final AttributeValue REVOKED = number(0);

    private final List<String> set = new ArrayList<>();
    private final List<String> remove = new ArrayList<>();
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, AttributeValue> values = new HashMap<>();
    private boolean changesContent;

    private SessionUpdate(Delta attributes, Delta containerState, Condition condition) {
        this.changesContent = !attributes.isEmpty() || !containerState.isEmpty();
        require(condition);
        add(SessionTable.ATTRIBUTES, attributes);
        add(SessionTable.CONTAINER_STATE, containerState);
    }

    private SessionUpdate(SessionChanges changes, Condition condition) {
        this(changes.attributes(), changes.containerState(), condition);
        changesContent |= changes.login().isPresent();
        changes.login()
                .ifPresent(login -> setOrRemove(
                        SessionTable.USER,
                        login.user()
                                .map(user -> AttributeValues.text(user.indexValue()))
                                .orElse(null)));
    }

    static boolean canExpress(SessionChanges changes) {
        return Stream.of(changes.attributes(), changes.containerState())
                        .mapToInt(delta -> delta.set().size() + delta.removed().size())
                        .sum()
                <= MAX_NAMES;
    }

    /** The changes alone. */
    static SessionUpdate ofContent(SessionChanges changes, Instant now) {
        return new SessionUpdate(changes, Condition.alive(changes.times().creationTime(), now));
    }

    /** @param times as {@link ItemTimes} lays them out */
    static SessionUpdate ofContentAndTimes(
            SessionChanges changes, Map<String, AttributeValue> times, Condition condition) {
        SessionUpdate update = new SessionUpdate(changes, condition);
        ItemTimes.NAMES.forEach(name -> update.setOrRemove(name, times.get(name)));
        return update;
    }

    /** A claim of an expired session. */
    static SessionUpdate ofClaim(Instant until, Condition condition) {
        SessionUpdate update = new SessionUpdate(Delta.NONE, Delta.NONE, condition);
        update.setOrRemove(SessionTable.CLAIMED, number(until.getEpochSecond()));
        return update;
    }

    /** Hides a session from the search for expired ones. */
    static SessionUpdate ofHiding(Condition condition) {
        SessionUpdate update = new SessionUpdate(Delta.NONE, Delta.NONE, condition);
        update.setOrRemove(SessionTable.SHARD, null);
        return update;
    }

    /** Ends a session for every node: it is claimed since ever, by nobody, and due for who sweeps first. */
    static SessionUpdate ofRevocation(AttributeValue shard, Instant deletedAt, Condition condition) {
        SessionUpdate update = new SessionUpdate(Delta.NONE, Delta.NONE, condition);
        update.setOrRemove(SessionTable.CLAIMED, REVOKED);
        update.setOrRemove(SessionTable.EXPIRES, REVOKED);
        update.names.put("#shard", SessionTable.SHARD);
        update.values.put(":shard", shard);
        update.set.add("#shard = if_not_exists(#shard, :shard)"); // whose application may have another name here
        update.setOrRemove(SessionTable.TTL, number(deletedAt.getEpochSecond()));
        update.setOrRemove(SessionTable.USER, null);
        return update;
    }

    void writeTo(UpdateItemRequest.Builder request) {
        List<String> clauses = new ArrayList<>();
        if (!set.isEmpty()) {
            clauses.add("SET " + String.join(", ", set));
        }
        if (!remove.isEmpty()) {
            clauses.add("REMOVE " + String.join(", ", remove));
        }
        if (changesContent) {
            clauses.add("ADD v :one");
            values.put(":one", number(1));
        }
        request.updateExpression(String.join(" ", clauses))
                .conditionExpression(String.join(" AND ", conditions))
                .expressionAttributeNames(names.isEmpty() ? null : names)
                .expressionAttributeValues(values);
    }

    private void require(Condition condition) {
        conditions.add(condition.expression());
        values.putAll(condition.values());
        names.putAll(condition.names());
    }

    private void add(String map, Delta delta) {
        delta.set().forEach((name, bytes) -> {
            String path = path(map, name);
            set.add(path + " = " + value(bytes));
            requireKnown(path, delta.known().get(name));
        });
        delta.removed().forEach(name -> {
            String path = path(map, name);
            remove.add(path);
            requireKnown(path, delta.known().get(name));
        });
    }

    private void requireKnown(String path, byte @Nullable [] known) {
        conditions.add(known == null ? "attribute_not_exists(" + path + ")" : path + " = " + value(known));
    }

    private String path(String map, String attributeName) {
        String alias = "#n" + names.size();
        names.put(alias, AttributeValues.escape(attributeName));
        return map + "." + alias;
    }

    private String value(byte[] bytes) {
        String alias = ":b" + values.size();
        values.put(alias, AttributeValues.bytes(bytes));
        return alias;
    }

    /** By an alias, as ttl is a reserved word. */
    private void setOrRemove(String name, @Nullable AttributeValue value) {
        names.put("#" + name, name);
        if (value == null) {
            remove.add("#" + name);
        } else {
            values.put(":" + name, value);
            set.add("#" + name + " = :" + name);
        }
    }
}
