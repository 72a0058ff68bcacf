package io.github.dynamosession.store.dynamodb;

import static io.github.dynamosession.store.dynamodb.AttributeValues.number;

import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionChanges.Delta;
import io.github.dynamosession.store.SessionLock;
import io.github.dynamosession.store.SessionStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
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
 *
 * <p>A save that has lost every race so far is {@linkplain #unfenced made once more}, over whatever is there.
 */
final class SessionUpdate {

    static final AttributeValue REVOKED = number(0);

    private static final AwsRequestOverrideConfiguration ONE_ATTEMPT = AwsRequestOverrideConfiguration.builder()
            .addPlugin(client -> client.overrideConfiguration(client.overrideConfiguration().toBuilder()
                    .retryStrategy(DefaultRetryStrategy.doNotRetry())
                    .build()))
            .build();

    private final List<String> set = new ArrayList<>();
    private final List<String> remove = new ArrayList<>();
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, AttributeValue> values = new HashMap<>();
    private final List<String> fence = new ArrayList<>();
    private final Map<String, AttributeValue> known = new HashMap<>(); // of the fence
    private boolean changesContent;
    private boolean once;

    private SessionUpdate(Delta attributes, Delta containerState, Condition condition) {
        this.changesContent = !attributes.isEmpty() || !containerState.isEmpty();
        require(condition);
        add(SessionTable.ATTRIBUTES, attributes);
        add(SessionTable.CONTAINER_STATE, containerState);
    }

    private SessionUpdate(SessionChanges changes, Condition condition) {
        this(changes.attributes(), changes.containerState(), condition.under(changes.lockUse()));
        changesContent |= changes.login().isPresent();
        changes.login()
                .ifPresent(login -> setOrRemove(
                        SessionTable.USER,
                        login.user()
                                .map(user -> AttributeValues.text(user.indexValue()))
                                .orElse(null)));
        if (changes.lockUse().releases()) {
            setOrRemove(SessionTable.LOCK, null);
        }
    }

    /** DynamoDB takes 300 operators and 4 KB; the condition of a hundred names needs about 210 and 3.7 KB. */
    static boolean canExpress(SessionChanges changes) {
        return names(changes.attributes()) + names(changes.containerState()) <= SessionStore.MOST_NAMES_AT_ONCE;
    }

    private static int names(Delta delta) {
        return delta.set().size() + delta.removed().size();
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

    /** A lock that is taken or renewed. */
    static SessionUpdate ofLock(SessionLock lock, Condition condition) {
        SessionUpdate update = new SessionUpdate(Delta.NONE, Delta.NONE, condition);
        update.setOrRemove(SessionTable.LOCK, AttributeValues.lock(lock));
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

    /**
     * This update whatever the names that it changes hold by now. The client makes no second attempt of it, so that none is
     * late, but for one that is never answered.
     */
    SessionUpdate unfenced() {
        fence.clear();
        known.clear();
        once = true;
        return this;
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
        conditions.addAll(fence);
        values.putAll(known);
        request.updateExpression(String.join(" ", clauses))
                .conditionExpression(String.join(" AND ", conditions))
                .expressionAttributeNames(names.isEmpty() ? null : names)
                .expressionAttributeValues(values);
        if (once) {
            request.overrideConfiguration(ONE_ATTEMPT);
        }
    }

    private void require(Condition condition) {
        conditions.add(condition.expression());
        values.putAll(condition.values());
        names.putAll(condition.names());
    }

    private void add(String map, Delta delta) {
        delta.set().forEach((name, bytes) -> {
            String path = path(map, name);
            set.add(path + " = " + value(":b", bytes, values));
            requireKnown(path, delta.known().get(name));
        });
        delta.removed().forEach(name -> {
            String path = path(map, name);
            remove.add(path);
            requireKnown(path, delta.known().get(name));
        });
    }

    private void requireKnown(String path, byte @Nullable [] bytes) {
        fence.add(bytes == null ? "attribute_not_exists(" + path + ")" : path + " = " + value(":k", bytes, known));
    }

    private String path(String map, String attributeName) {
        String alias = "#n" + names.size();
        names.put(alias, AttributeValues.escape(attributeName));
        return map + "." + alias;
    }

    private static String value(String prefix, byte[] bytes, Map<String, AttributeValue> into) {
        String alias = prefix + into.size();
        into.put(alias, AttributeValues.bytes(bytes));
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
