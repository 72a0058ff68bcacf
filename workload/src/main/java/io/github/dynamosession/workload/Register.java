package io.github.dynamosession.workload;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The life of one object with one writer at a time, and whether reads of it can be put in an order with its writes that
 * agrees with real time (linearizability, Herlihy and Wing 1990). With one writer that needs no search: a register is
 * atomic exactly if each read shows the last value written before it or one written while it ran, and no read shows an
 * older value than a read that ended before it began (Lamport, On Interprocess Communication, 1986, part II). One kind of
 * read is let off that: see {@link #mayHaveSeenWhatWasDropped}.
 *
 * <p>Value 0 is the initial one, value n that of the n-th write. A write without an answer may take effect at any time
 * after its begin, or never, so it is the object's last one. As one value may be written several times, a read is taken
 * for the oldest of those it can be: that leaves the most room to the reads after it.
 */
final class Register {

    /** An exchange that shows the object, or writes it. */
    record Event(Exchange exchange, String value) {}

    /**
     * The first read that has no explanation.
     *
     * @param expected the oldest value that it might have shown
     * @param wrote the exchange that wrote that; empty for the initial value
     * @param origin the last exchange that wrote what is shown; empty for the initial value and for what nobody wrote
     * @param because an earlier exchange that has shown that; empty if none has
     * @param next the next exchange that shows what the read should have; empty: the wrong value stays
     */
    record Misread(
            Event read,
            String expected,
            Optional<Exchange> wrote,
            Optional<Exchange> origin,
            Optional<Exchange> because,
            Optional<Exchange> next) {}

    private record Placed(Exchange read, int value) {}

    private final String initial;
    private final boolean builds;
    private final List<Event> writes;
    private final List<Event> reads;
    private final List<Placed> placed = new ArrayList<>();

    /** If it builds, each write makes its value from the one that it finds; else it does not look at it. */
    Register(String initial, boolean builds, List<Event> writes, List<Event> reads) {
        this.initial = initial;
        this.builds = builds;
        this.writes = inOrder(writes);
        this.reads = inOrder(reads);
        for (int i = 1; i < writes.size(); i++) {
            requireOneAfterTheOther(
                    this.writes.get(i - 1).exchange(), this.writes.get(i).exchange());
        }
    }

    private static List<Event> inOrder(List<Event> events) {
        return events.stream()
                .sorted(Comparator.comparing(event -> event.exchange().begin()))
                .toList();
    }

    private static void requireOneAfterTheOther(Exchange first, Exchange second) {
        if (first.failed() || !first.endsBefore(second)) {
            throw new IllegalArgumentException("two writers of one object at a time: " + first + " and " + second);
        }
    }

    Optional<Misread> firstMisread() {
        for (Event read : reads) {
            int oldest = Math.max(oldest(read), seenBefore(read));
            OptionalInt value = match(read, oldest);
            if (value.isEmpty()) {
                return Optional.of(misread(read, oldest));
            }
            placed.add(new Placed(read.exchange(), value.getAsInt()));
        }
        return Optional.empty();
    }

    private OptionalInt match(Event read, int oldest) {
        return IntStream.rangeClosed(oldest, newest(read))
                .filter(value -> valueAt(value).equals(read.value()))
                .findFirst();
    }

    private String valueAt(int value) {
        return value == 0 ? initial : writes.get(value - 1).value();
    }

    /**
     * Requests of one node share the values of a session: one that overlaps with a write shows it, and if that fails, or the
     * node dies before it has saved, the value was never there. Only such an answer promises nothing to later reads.
     */
    private boolean mayHaveSeenWhatWasDropped(Placed earlier) {
        Exchange write =
                earlier.value() == 0 ? null : writes.get(earlier.value() - 1).exchange();
        return write != null && write.failed() && !write.endsBefore(earlier.read());
    }

    /** Of the last write that had been answered. */
    private int oldest(Event read) {
        return ownWrite(read).orElse((int) writes.stream()
                .map(Event::exchange)
                .filter(write -> !write.failed() && write.endsBefore(read.exchange()))
                .count());
    }

    /** Of the last write that had begun. */
    private int newest(Event read) {
        return ownWrite(read).orElse((int) writes.stream()
                .map(Event::exchange)
                .filter(write -> !read.exchange().endsBefore(write))
                .count());
    }

    /** The answer to a write shows what was written. */
    private OptionalInt ownWrite(Event read) {
        return IntStream.rangeClosed(1, writes.size())
                .filter(value -> writes.get(value - 1).exchange().equals(read.exchange()))
                .findFirst();
    }

    private int seenBefore(Event read) {
        return placed.stream()
                .filter(earlier -> earlier.read().endsBefore(read.exchange()))
                .filter(earlier -> !mayHaveSeenWhatWasDropped(earlier))
                .mapToInt(Placed::value)
                .max()
                .orElse(0);
    }

    private Misread misread(Event read, int oldest) {
        Optional<Exchange> wrote = oldest == 0
                ? Optional.empty()
                : Optional.of(writes.get(oldest - 1).exchange());
        return new Misread(
                read, valueAt(oldest), wrote, originOf(read), settledBy(oldest, read), correctionOf(read, oldest));
    }

    private Optional<Exchange> originOf(Event read) {
        return writes.stream()
                .filter(write -> write.value().equals(read.value()))
                .map(Event::exchange)
                .filter(write -> write.endsBefore(read.exchange()))
                .reduce((earlier, later) -> later);
    }

    private Optional<Exchange> settledBy(int oldest, Event read) {
        return placed.stream()
                .filter(earlier -> earlier.value() == oldest && earlier.read().endsBefore(read.exchange()))
                .map(Placed::read)
                .findFirst();
    }

    /**
     * The next read decides whether the wrong value stays. Reads that run beside a later write do not: they may show by
     * accident what was expected before. The answer to that write does only if it builds on what it found.
     */
    private Optional<Exchange> correctionOf(Event read, int oldest) {
        return reads.stream()
                .filter(later -> read.exchange().endsBefore(later.exchange()))
                .filter(later -> builds && ownWrite(later).isPresent() || newest(later) == newest(read))
                .findFirst()
                .filter(later -> match(later, Math.max(oldest, oldest(later))).isPresent())
                .map(Event::exchange);
    }
}
