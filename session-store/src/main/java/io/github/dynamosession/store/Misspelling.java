package io.github.dynamosession.store;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What was meant by a name that does not exist. */
final class Misspelling {

    private static final int MOST_SLIPS = 3;

    private Misspelling() {}

    /** The name that it is most like, if it is like one at all; otherwise all. */
    static String hint(String name, List<String> names) {
        return names.stream()
                .filter(candidate -> slips(name, candidate) <= Math.min(MOST_SLIPS, candidate.length() / 3))
                .min(Comparator.comparingInt(candidate -> slips(name, candidate)))
                .map(meant -> "did you mean " + meant + "?")
                .orElseGet(() -> "there are " + String.join(", ", names));
    }

    /** How many letters were added, left out or changed; case does not matter. */
    private static int slips(String typed, String meant) {
        String from = typed.toLowerCase(Locale.ROOT);
        String to = meant.toLowerCase(Locale.ROOT);
        int[] distances = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            distances[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = distances[0];
            distances[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = distances[j];
                distances[j] = Math.min(changed, 1 + Math.min(diagonal, distances[j - 1]));
            }
        }
        return distances[to.length()];
    }
}
