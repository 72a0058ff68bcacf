package io.github.dynamosession.audit;

import static io.github.dynamosession.store.Sessions.NEW;
import static io.github.dynamosession.store.Sessions.newKey;
import static io.github.dynamosession.store.Sessions.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.Shard;

/** What is read again after an end of the process, and what is said of changes that nobody can read any more. */
final class StreamFollowerTest {

    private final Trail trail = new Trail();
    private final List<SessionEvent> events = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        trail.close();
    }

    private Path checkpoint() {
        return folder.resolve("checkpoint");
    }

    private void create() {
        trail.store()
                .create(newKey(), session(NEW, "cart", "one"), UUID.randomUUID().toString());
    }

    private StreamFollower follower() throws Exception {
        return trail.follower(Trail.collecting(events), checkpoint());
    }

    private void readAll() throws Exception {
        StreamFollower follower = follower();
        while (follower.round() > 0) {
            // a page a round
        }
    }

    private List<String> kinds() {
        return events.stream().map(event -> event.kind().text()).toList();
    }

    @Test
    void aFollowerThatStartsAgainGoesOnWhereTheLastOneWas() throws Exception {
        create();
        readAll();
        create();
        create();
        readAll();

        assertThat(kinds()).containsExactly("created", "created", "created");
        assertThat(events).extracting(SessionEvent::id).doesNotHaveDuplicates();
    }

    /** A process that was killed between both. */
    @Test
    void whatIsDeliveredAndNotCheckedComesAgainUnderTheSameIds() throws Exception {
        create();
        create();
        readAll();
        List<SessionEvent> first = List.copyOf(events);
        events.clear();
        Files.delete(checkpoint());

        readAll();

        assertThat(events).isEqualTo(first);
    }

    private static final class Full implements EventSink {

        @Override
        public void write(List<SessionEvent> more) throws UndeliveredException {
            throw new UndeliveredException(0, "full", null);
        }

        @Override
        public void close() {}
    }

    @Test
    void whatTheSinkDoesNotTakeComesAgain() throws Exception {
        create();
        StreamFollower failing = trail.follower(new Full(), checkpoint());
        assertThatExceptionOfType(UndeliveredException.class).isThrownBy(failing::round);

        readAll();

        assertThat(kinds()).containsExactly("created");
    }

    @Test
    void theRestOfAShardThatIsGoneIsAGap() throws Exception {
        create();
        readAll();
        Files.writeString(checkpoint(), Files.readString(checkpoint()) + "shardId-gone 100\n");
        events.clear();

        readAll();
        readAll();

        assertThat(kinds()).containsExactly("gap");
        assertThat(events.get(0).id()).isEqualTo("gap-shardId-gone-100");
    }

    @Test
    void aShardThatWasReadToItsEndIsNoGap() throws Exception {
        create();
        readAll();
        Files.writeString(checkpoint(), Files.readString(checkpoint()) + "shardId-gone END\n");
        events.clear();

        readAll();

        assertThat(events).isEmpty();
    }

    /** It was turned off and on again: what was changed between is in no stream. */
    @Test
    void anotherStreamIsAGapAndReadFromItsBeginning() throws Exception {
        Files.writeString(checkpoint(), "arn:aws:dynamodb:ddblocal:000000000000:table/other/stream/1\nshardId-1 100\n");
        create();

        readAll();

        assertThat(kinds()).containsExactly("gap", "created");
    }

    @Test
    void aFileThatIsNoCheckpointIsLeftAlone() throws IOException {
        Files.writeString(checkpoint(), "precious\n");

        assertThatIOException().isThrownBy(this::follower).withMessageContaining("is no checkpoint");

        assertThat(checkpoint()).hasContent("precious\n");
    }

    private static Shard shard(String id, String parent) {
        return Shard.builder().shardId(id).parentShardId(parent).build();
    }

    @Test
    void aShardStandsBehindItsParent() {
        List<Shard> ordered = StreamFollower.parentsFirst(
                List.of(shard("c", "b"), shard("b", "a"), shard("a", "gone"), shard("d", "a")));

        assertThat(ordered).extracting(Shard::shardId).containsExactly("a", "b", "d", "c");
    }
}
