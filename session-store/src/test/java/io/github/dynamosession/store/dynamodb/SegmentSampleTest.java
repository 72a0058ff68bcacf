package io.github.dynamosession.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.store.dynamodb.TableSample.Estimate;
import io.github.dynamosession.store.dynamodb.TableSample.Figure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What some segments tell of all. */
class SegmentSampleTest {

    private static final int SEGMENTS = 200;
    private static final int SAMPLES = 1_000;

    private final Random random = new Random(16);

    private static SegmentTally tally(int items) {
        SegmentTally tally = new SegmentTally(Instant.EPOCH);
        IntStream.range(0, items).forEach(item -> tally.add(Map.of("id", AttributeValue.fromS("any"))));
        return tally;
    }

    private static Estimate items(SegmentSample sample) {
        return Objects.requireNonNull(sample.totals().get(Figure.OTHER_ITEMS));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 8, 40})
    void of100Samples95AreAsNearToTheTruthAsTheySay(int read) {
        List<SegmentTally> table = new ArrayList<>();
        IntStream.range(0, SEGMENTS)
                .forEach(segment -> table.add(tally(20 + (int) Math.round(5 * random.nextGaussian()))));
        long truth = table.stream().mapToLong(SegmentTally::items).sum();

        int near = 0;
        for (int sample = 0; sample < SAMPLES; sample++) {
            Collections.shuffle(table, random);
            Estimate estimate = items(new SegmentSample(SEGMENTS, List.copyOf(table.subList(0, read))));
            near += Math.abs(estimate.total() - truth) <= estimate.margin().orElseThrow() ? 1 : 0;
        }

        assertThat(near).isBetween(SAMPLES * 93 / 100, SAMPLES * 97 / 100);
    }

    /** Of 28 in the whole table each is missed with nine tenths: all of them in one of twenty samples. */
    @Test
    void whatIsInNoSegmentThatWasReadMayBeInOthers() {
        List<SegmentTally> nothing =
                IntStream.range(0, 10).mapToObj(segment -> tally(0)).toList();

        Estimate estimate = items(new SegmentSample(100, nothing));

        assertThat(estimate.total()).isZero();
        assertThat(estimate.margin().orElseThrow()).isBetween(28.0, 29.0);
    }

    @Test
    void oneSegmentOfManyDoesNotTellHowMuchTheyDiffer() {
        assertThat(items(new SegmentSample(10, List.of(tally(7))))).isEqualTo(new Estimate(70, Optional.empty()));
    }

    @Test
    void withoutASegmentNothingIsTold() {
        SegmentSample nothing = new SegmentSample(10, List.of());

        assertThat(nothing.totals()).isEmpty();
        assertThat(nothing.sizes()).isEmpty();
    }
}
