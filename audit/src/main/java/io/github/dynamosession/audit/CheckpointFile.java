package io.github.dynamosession.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a stream is read, in a file that is always whole: its first line names the stream, each other one a shard and the
 * sequence number of the last change of it that is delivered, or {@link #END}.
 */
final class CheckpointFile {

    /** Of a shard that gets no more changes, and whose changes are all delivered. */
    static final String END = "END";

    private final Path file;
    private final Map<String, String> positions = new LinkedHashMap<>();
    private final Optional<String> streamBefore;
    private final String stream;

    /**
     * Reads the file, if there is one.
     *
     * @throws IOException if it cannot be read, or is not of this kind
     */
    CheckpointFile(Path file, String stream) throws IOException {
        this.file = file;
        this.stream = stream;
        this.streamBefore = Files.exists(file) ? Optional.of(read(Files.readAllLines(file))) : Optional.empty();
    }

    private String read(List<String> lines) throws IOException {
        if (lines.isEmpty() || !lines.get(0).startsWith("arn:")) {
            throw new IOException(file + " is no checkpoint of a stream; name another file");
        }
        for (String line : lines.subList(1, lines.size())) {
            int space = line.indexOf(' ');
            positions.put(line.substring(0, space), line.substring(space + 1));
        }
        return lines.get(0);
    }

    /** True if the file is of another stream: the table's was turned off and on, or the table is another one. */
    boolean isOfAnotherStream() {
        return streamBefore.filter(before -> !before.equals(stream)).isPresent();
    }

    Map<String, String> positions() {
        return Map.copyOf(positions);
    }

    Optional<String> position(String shard) {
        return Optional.ofNullable(positions.get(shard));
    }

    void forget(String shard) throws IOException {
        positions.remove(shard);
        save();
    }

    /** Begins anew. */
    void forgetAll() throws IOException {
        positions.clear();
        save();
    }

    void advance(String shard, String position) throws IOException {
        positions.put(shard, position);
        save();
    }

    /** The new file takes the place of the old one when it is on the disk. */
    private void save() throws IOException {
        StringBuilder text = new StringBuilder(stream).append('\n');
        positions.forEach((shard, position) ->
                text.append(shard).append(' ').append(position).append('\n'));
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
