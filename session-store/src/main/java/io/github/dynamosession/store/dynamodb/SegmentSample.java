package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.UserKey;
import io.github.dynamosession.store.dynamodb.TableSample.Estimate;
import io.github.dynamosession.store.dynamodb.TableSample.Figure;
import io.github.dynamosession.store.dynamodb.TableSample.Sizes;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Some segments of a table, chosen at random, and what they tell of all. Segments are parts of the keys' hashes, so that none is
 * like its neighbour, and each as good as any other.
 *
 * @param segments of the whole table
 */
record SegmentSample(int segments, List<SegmentTally> tallies) {

    /** Of 100 means of samples, 95 are nearer to the true one than this times their standard error. */
    private static final double OF_95 = 1.959964;

    Map<Figure, Estimate> totals() {
        Map<Figure, Estimate> totals = new EnumMap<>(Figure.class);
        if (!tallies.isEmpty()) {
            for (Figure figure : Figure.values()) {
                totals.put(
                        figure,
                        total(tallies.stream()
                                .mapToLong(tally -> tally.count(figure))
                                .toArray()));
            }
        }
        return totals;
    }

    /** Of cluster samples: the mean of a segment times all segments, and the standard error of that. */
    private Estimate total(long... counts) {
        double mean = Arrays.stream(counts).average().orElseThrow();
        if (counts.length == segments) {
            return new Estimate(mean * segments, Optional.of(0.0));
        }
        if (counts.length == 1) {
            return new Estimate(mean * segments, Optional.empty());
        }
        int degrees = counts.length - 1;
        double variance = Arrays.stream(counts)
                        .mapToDouble(count -> (count - mean) * (count - mean))
                        .sum()
                / degrees;
        double left = 1 - (double) counts.length / segments;
        double error = segments * Math.sqrt(variance / counts.length * left);
        return new Estimate(mean * segments, Optional.of(Math.max(error * quantile(degrees), unseen(left))));
    }

    /**
     * How many there may be of what was not seen at all, where the counts differ by nothing: of so many, all are in the part
     * that was not read in one of twenty samples.
     *
     * @param left the part that was not read
     */
    private static double unseen(double left) {
        return Math.log(0.05) / Math.log(left);
    }

    /** Student's, by the first terms of its series: few segments know less of how much segments differ. */
    private static double quantile(int degrees) {
        double z = OF_95;
        double z3 = z * z * z;
        double z5 = z3 * z * z;
        double z7 = z5 * z * z;
        return z
                + (z3 + z) / (4 * degrees)
                + (5 * z5 + 16 * z3 + 3 * z) / (96 * Math.pow(degrees, 2))
                + (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * Math.pow(degrees, 3));
    }

    Optional<Sizes> sizes() {
        long[] sizes = tallies.stream()
                .map(SegmentTally::sizes)
                .flatMap(Collection::stream)
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
        return sizes.length == 0
                ? Optional.empty()
                : Optional.of(new Sizes(at(sizes, 0.5), at(sizes, 0.99), sizes[sizes.length - 1]));
    }

    private static long at(long[] sorted, double part) {
        return sorted[(int) Math.ceil(part * sorted.length) - 1];
    }

    long users() {
        return tallies.stream()
                .map(SegmentTally::users)
                .flatMap(Collection::stream)
                .map(UserKey::indexValue)
                .distinct()
                .count();
    }

    Optional<Instant> oldestEnd() {
        return tallies.stream().flatMap(tally -> tally.oldestEnd().stream()).min(Comparator.naturalOrder());
    }

    long items() {
        return tallies.stream().mapToLong(SegmentTally::items).sum();
    }
}
