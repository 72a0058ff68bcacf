package io.github.dynamosession.node.session;

import io.github.dynamosession.store.LargeValueReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which values leave the item of their session when it is too large, the largest first: those that are worth items of their own
 * alone, and small ones together. What leaves never comes back but when it changes: so values that change often stay where
 * they cost no call more, and the others are out of the way.
 *
 * @param alone names of values that get items of their own
 * @param together names of those that share items
 */
record LeavingValues(List<String> alone, List<String> together) {

    /** A read unit pays for so many bytes: what is smaller shares it with others. */
    private static final int LEAST_LARGE = 4 * 1024;

    /** Below that a value is not worth a call of its own. */
    private static final int LEAST_ALONE = 1024;

    /** Below that what leads to a value is hardly smaller than the value. */
    private static final int LEAST_SMALL = 100;

    /** So much leaves together, or nothing does: each group is a call more for those who read what is in it. */
    static final int LEAST_GROUP = 8 * 1024;

    /** The larger an item is anyway, the more may gather in it before it is written once more to let that go. */
    private static final int MOST_GATHERED = 16 * 1024;

    private static final int SHARE_GATHERED = 3;

    /** When so many values have left, a small one waits for others: it would not make the item small by leaving. */
    private static final int FEW = 8;

    /** What stays of a value that has left. */
    private static final int REFERENCE = 31;

    private static final Comparator<Map.Entry<String, byte[]>> LARGEST_FIRST =
            Comparator.comparingInt(entry -> -entry.getValue().length);

    /**
     * Of values that may leave, those that do.
     *
     * @param excess how many bytes are to leave
     * @param gone how many values of the session have left already
     */
    static LeavingValues of(Map<String, byte[]> values, long excess, long gone) {
        List<String> alone = new ArrayList<>();
        List<String> small = new ArrayList<>();
        long left = excess;
        long smallBytes = 0;
        for (Map.Entry<String, byte[]> entry :
                values.entrySet().stream().sorted(LARGEST_FIRST).toList()) {
            int length = entry.getValue().length;
            if (left <= 0 || length < LEAST_SMALL) {
                break;
            }
            left -= length - REFERENCE;
            if (length >= LEAST_LARGE) {
                alone.add(entry.getKey());
            } else {
                small.add(entry.getKey());
                smallBytes += length;
            }
        }
        if (smallBytes >= Math.max(LEAST_GROUP, Math.min(MOST_GATHERED, excess / SHARE_GATHERED))) {
            return new LeavingValues(alone, small);
        }
        if (gone < FEW) {
            small.stream().filter(name -> bytes(values, name) >= LEAST_ALONE).forEach(alone::add);
        }
        return new LeavingValues(alone, List.of());
    }

    /** How many of these stored bytes lead to values that have left. */
    static long gone(Map<String, byte[]> stored) {
        return stored.values().stream()
                .filter(bytes -> LargeValueReference.behind(bytes).isPresent())
                .count();
    }

    /** How many bytes fewer the item then has. */
    long saving(Map<String, byte[]> values) {
        return saving(values, alone) + saving(values, together);
    }

    private static long saving(Map<String, byte[]> values, List<String> names) {
        return names.stream().mapToLong(name -> bytes(values, name) - REFERENCE).sum();
    }

    private static int bytes(Map<String, byte[]> values, String name) {
        return Objects.requireNonNull(values.get(name)).length;
    }
}
