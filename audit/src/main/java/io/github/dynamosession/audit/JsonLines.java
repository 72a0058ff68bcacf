package io.github.dynamosession.audit;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;

/** One line of JSON for each event: appended to a file, or printed. */
public final class JsonLines implements EventSink {

    private final String where;
    private final Output output;

    /** Takes whole lines, and keeps them when it returns. */
    private interface Output extends AutoCloseable {
        void append(String lines) throws IOException;

        @Override
        void close() throws IOException;
    }

    private JsonLines(String where, Output output) {
        this.where = where;
        this.output = output;
    }

    /**
     * Appends to a file, which is on the disk before the events count as delivered. What a killed process has left of its last
     * line is cut off: the event comes again.
     *
     * @throws IOException if the file cannot be opened
     */
    public static JsonLines to(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        cutTornLine(channel);
        channel.position(channel.size());
        return new JsonLines("the file " + file, new Output() {
            @Override
            public void append(String lines) throws IOException {
                ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(false);
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        });
    }

    /** Prints, to what Lambda brings to CloudWatch Logs, say; it is not closed. */
    public static JsonLines to(PrintStream stream) {
        return new JsonLines("the standard output", new Output() {
            @Override
            public void append(String lines) throws IOException {
                stream.write(lines.getBytes(StandardCharsets.UTF_8));
                if (stream.checkError()) { // flushes
                    throw new IOException("it does not take more");
                }
            }

            @Override
            public void close() {}
        });
    }

    private static void cutTornLine(FileChannel channel) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        long end = channel.size();
        while (end > 0) {
            last.clear();
            channel.read(last, end - 1);
            if (last.get(0) == '\n') {
                break;
            }
            end--;
        }
        channel.truncate(end);
    }

    @Override
    public void write(List<SessionEvent> events) throws UndeliveredException {
        if (events.isEmpty()) {
            return;
        }
        try {
            output.append(events.stream().map(event -> event.toJson() + "\n").collect(Collectors.joining()));
        } catch (IOException e) {
            throw new UndeliveredException(0, "cannot write to " + where + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            output.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
