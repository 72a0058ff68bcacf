package io.github.dynamosession.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Reads the stream of a table, a shard after its parent, and hands its events to a sink. How far it is stands in a file, which
 * follows the sink: after a crash some events come again, none is left out. Changes that DynamoDB has deleted unread, after a day,
 * are a {@link EventKind#GAP}.
 *
 * <p>One follower for a checkpoint; not safe for concurrent use. IAM actions on the stream: {@code dynamodb:DescribeStream},
 * {@code GetShardIterator}, {@code GetRecords}.
 */
public final class StreamFollower {

    private final DynamoDbStreamsClient client;
    private final String stream;
    private final SessionEvents told;
    private final EventSink sink;
    private final CheckpointFile checkpoint;

    /** Where to read on; a shard that is read to its end has none. */
    private final Map<String, String> iterators = new HashMap<>();

    private List<Shard> shards = List.of();

    private StreamFollower(
            DynamoDbStreamsClient client,
            String stream,
            SessionEvents told,
            EventSink sink,
            CheckpointFile checkpoint) {
        this.client = client;
        this.stream = stream;
        this.told = told;
        this.sink = sink;
        this.checkpoint = checkpoint;
    }

    /**
     * Reads the checkpoint; without one the follower begins with the oldest change that the stream has.
     *
     * @param client belongs to the caller
     * @param stream its ARN
     * @param grownBytes how large a session may become without an event; empty: 102400
     * @param sink belongs to the caller
     * @throws IOException if the checkpoint cannot be read
     * @throws UndeliveredException if a gap cannot be told
     */
    public static StreamFollower of(
            DynamoDbStreamsClient client,
            String stream,
            String tableName,
            Optional<Long> grownBytes,
            EventSink sink,
            Path checkpoint)
            throws IOException, UndeliveredException {
        SessionEvents told = new SessionEvents(tableName, grownBytes.orElse(SessionEvents.DEFAULT_GROWN_BYTES));
        StreamFollower follower =
                new StreamFollower(client, stream, told, sink, new CheckpointFile(checkpoint, stream));
        follower.tellAnotherStream();
        return follower;
    }

    private void tellAnotherStream() throws IOException, UndeliveredException {
        if (checkpoint.isOfAnotherStream()) {
            gap(stream, "the stream was turned off and on again, or the table is another one");
            checkpoint.forgetAll();
        }
    }

    /**
     * Reads once from each shard, as far as its parent is read.
     *
     * @return how many changes there were; zero: the follower is at the end of the stream for now
     * @throws UndeliveredException if the sink takes no more; the next round begins with what it has not taken
     * @throws IOException if the checkpoint cannot be written
     */
    public int round() throws IOException, UndeliveredException {
        shards = described();
        tellLostShards();
        int read = 0;
        // children stand behind their parents, so that those of a shard that ends now are read in this round
        for (Shard shard : shards) {
            if (isReadable(shard)) {
                read += read(shard.shardId());
            }
        }
        return read;
    }

    private List<Shard> described() {
        List<Shard> all = new ArrayList<>();
        String last = null;
        do {
            String after = last;
            StreamDescription page = client.describeStream(
                            request -> request.streamArn(stream).exclusiveStartShardId(after))
                    .streamDescription();
            all.addAll(page.shards());
            last = page.lastEvaluatedShardId();
        } while (last != null);
        return parentsFirst(all);
    }

    static List<Shard> parentsFirst(List<Shard> all) {
        Set<String> waiting = all.stream().map(Shard::shardId).collect(Collectors.toCollection(HashSet::new));
        List<Shard> ordered = new ArrayList<>();
        while (ordered.size() < all.size()) {
            List<Shard> next = all.stream()
                    .filter(shard -> waiting.contains(shard.shardId()))
                    .filter(shard -> !waiting.contains(shard.parentShardId()))
                    .toList();
            if (next.isEmpty()) {
                throw new IllegalStateException("shards are their own parents: " + waiting);
            }
            ordered.addAll(next);
            next.forEach(shard -> waiting.remove(shard.shardId()));
        }
        return ordered;
    }

    /** DynamoDB forgets a shard a day after its last change. */
    private void tellLostShards() throws IOException, UndeliveredException {
        Set<String> there = shards.stream().map(Shard::shardId).collect(Collectors.toSet());
        for (Map.Entry<String, String> known : checkpoint.positions().entrySet()) {
            if (!there.contains(known.getKey())) {
                if (!known.getValue().equals(CheckpointFile.END)) {
                    gap(known.getKey(), "the rest of shard " + known.getKey() + " was deleted before it was read");
                }
                checkpoint.forget(known.getKey());
            }
        }
    }

    private boolean isReadable(Shard shard) {
        boolean parentIsThere =
                shards.stream().anyMatch(other -> other.shardId().equals(shard.parentShardId()));
        return !isAtItsEnd(shard.shardId()) && (!parentIsThere || isAtItsEnd(shard.parentShardId()));
    }

    private boolean isAtItsEnd(String shard) {
        return checkpoint.position(shard).filter(CheckpointFile.END::equals).isPresent();
    }

    private int read(String shard) throws IOException, UndeliveredException {
        GetRecordsResponse page;
        try {
            page = page(shard);
        } catch (TrimmedDataAccessException e) {
            gap(shard, "changes of shard " + shard + " were deleted before they were read");
            checkpoint.forget(shard);
            iterators.remove(shard);
            page = page(shard);
        }
        List<StreamChange> changes =
                page.records().stream().map(StreamChange::of).toList();
        deliver(shard, changes, page.nextShardIterator());
        return changes.size();
    }

    /** An iterator is good for a quarter of an hour. */
    private GetRecordsResponse page(String shard) {
        String iterator = iterators.computeIfAbsent(shard, this::iterator);
        try {
            return client.getRecords(request -> request.shardIterator(iterator));
        } catch (ExpiredIteratorException e) {
            String fresh = iterator(shard);
            return client.getRecords(request -> request.shardIterator(fresh));
        }
    }

    private String iterator(String shard) {
        Optional<String> position = checkpoint.position(shard);
        return client.getShardIterator(request -> request.streamArn(stream)
                        .shardId(shard)
                        .sequenceNumber(position.orElse(null))
                        .shardIteratorType(
                                position.isPresent()
                                        ? ShardIteratorType.AFTER_SEQUENCE_NUMBER
                                        : ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
    }

    private void deliver(String shard, List<StreamChange> changes, @Nullable String next)
            throws IOException, UndeliveredException {
        iterators.remove(shard); // of a failure the rest is read again
        sink.write(changes.stream().flatMap(change -> told.of(change).stream()).toList());
        if (next == null) {
            checkpoint.advance(shard, CheckpointFile.END);
            return;
        }
        if (!changes.isEmpty()) {
            checkpoint.advance(shard, changes.get(changes.size() - 1).sequenceNumber());
        }
        iterators.put(shard, next);
    }

    /** Told again after a crash, under the same id. */
    private void gap(String where, String detail) throws UndeliveredException {
        String id = "gap-" + where
                + checkpoint.position(where).map(position -> "-" + position).orElse("");
        sink.write(List.of(told.gap(id, Clock.systemUTC().instant(), detail)));
    }
}
