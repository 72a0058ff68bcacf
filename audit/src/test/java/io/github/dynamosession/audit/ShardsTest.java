package io.github.dynamosession.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.audit.CannedAws.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Shards that end, split and are deleted: DynamoDB Local has one shard, for hours. */
final class ShardsTest {

    private static final String STREAM = "arn:aws:dynamodb:us-east-1:111122223333:table/sessions/stream/1";

    private final List<SessionEvent> events = new ArrayList<>();
    private final List<String> readFrom = new ArrayList<>();
    private final CannedAws aws = new CannedAws();
    private final DynamoDbStreamsClient client = DynamoDbStreamsClient.builder()
            .region(Region.US_EAST_1)
            .endpointOverride(aws.endpoint())
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .build();

    @TempDir
    private Path folder;

    private String ended = "";
    private String refusal = "";

    ShardsTest() throws IOException {}

    /** A shard "parent", which has been split, and its child. An iterator says what it was made of. */
    @BeforeEach
    void answer() {
        aws.on(
                        "DescribeStream",
                        request -> Reply.of(Map.of(
                                "StreamDescription",
                                Map.of(
                                        "Shards",
                                        List.of(
                                                Map.of("ShardId", "child", "ParentShardId", "parent"),
                                                Map.of("ShardId", "parent"))))))
                .on(
                        "GetShardIterator",
                        request -> Reply.of(Map.of(
                                "ShardIterator",
                                request.get("ShardId") + " " + request.get("ShardIteratorType") + " "
                                        + request.get("SequenceNumber"))))
                .on("GetRecords", request -> records(String.valueOf(request.get("ShardIterator"))));
    }

    private Reply records(String iterator) {
        if (!refusal.isEmpty()) {
            String error = refusal;
            refusal = "";
            return Reply.error(error);
        }
        readFrom.add(iterator);
        return iterator.startsWith(ended + " ") && !ended.isEmpty()
                ? Reply.of(Map.of("Records", List.of()))
                : Reply.of(Map.of("Records", List.of(), "NextShardIterator", iterator));
    }

    @AfterEach
    void close() {
        client.close();
        aws.close();
    }

    private StreamFollower follower() throws Exception {
        return StreamFollower.of(
                client, STREAM, "sessions", Optional.empty(), Trail.collecting(events), folder.resolve("checkpoint"));
    }

    @Test
    void aShardIsReadWhenItsParentIsReadToTheEnd() throws Exception {
        StreamFollower follower = follower();

        follower.round();
        assertThat(readFrom).containsExactly("parent TRIM_HORIZON null");

        ended = "parent";
        follower.round();
        assertThat(readFrom).endsWith("parent TRIM_HORIZON null", "child TRIM_HORIZON null");

        follower.round();
        assertThat(readFrom).hasSize(4).endsWith("child TRIM_HORIZON null");
        assertThat(events).isEmpty();
    }

    @Test
    void changesThatWereDeletedUnreadAreAGapAndTheRestIsRead() throws Exception {
        Files.writeString(folder.resolve("checkpoint"), STREAM + "\nparent 100\n");
        refusal = "TrimmedDataAccessException";

        follower().round();

        assertThat(events).extracting(SessionEvent::id).containsExactly("gap-parent-100");
        assertThat(readFrom).containsExactly("parent TRIM_HORIZON null");
    }

    @Test
    void anIteratorThatHasExpiredIsReplaced() throws Exception {
        Files.writeString(folder.resolve("checkpoint"), STREAM + "\nparent 100\n");
        refusal = "ExpiredIteratorException";

        follower().round();

        assertThat(events).isEmpty();
        assertThat(readFrom).containsExactly("parent AFTER_SEQUENCE_NUMBER 100");
    }
}
