package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.dynamodb.TableSample.Reading;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * Tells what a table holds from a part of it that is bounded and chosen at random. IAM actions: {@code
 * dynamodb:DescribeTable}, {@code Scan}; who may scan may read what sessions hold.
 */
public final class TableSurvey {

    /** Of one call, DynamoDB's own limit. */
    private static final long PAGE_BYTES = 1024 * 1024;

    /** DynamoDB's own limit. */
    private static final int MOST_SEGMENTS = 1_000_000;

    /** A segment that takes a larger part of all pages than this shows that there should be more, and smaller ones. */
    private static final int LEAST_SEGMENTS_READ = 8;

    /** Of segments of half a page hardly any has more. */
    private static final int LEAST_PAGES_OF_A_SEGMENT = 2;

    private static final int FINER = 16;

    private final DynamoDbClient client;
    private final String tableName;
    private final int mostPages;
    private final Clock clock;
    private int pages;
    private double readUnits;

    private TableSurvey(DynamoDbClient client, String tableName, int mostPages, Clock clock) {
        this.client = client;
        this.tableName = tableName;
        this.mostPages = mostPages;
        this.clock = clock;
    }

    /**
     * Reads a part of the table, or all of it if that takes no more pages.
     *
     * @param mostPages calls at most, each of which reads a megabyte and takes 128 read units at most
     * @throws io.github.dynamosession.store.StoreException if DynamoDB cannot tell
     */
    public static TableSample sample(SessionStoreConfig config, int mostPages) {
        try (OwnedClient client = OwnedClient.connect(config)) {
            return sample(client.client(), config.tableName(), mostPages, Clock.systemUTC());
        }
    }

    static TableSample sample(DynamoDbClient client, String tableName, int mostPages, Clock clock) {
        try {
            return new TableSurvey(client, tableName, mostPages, clock).sample();
        } catch (SdkException e) {
            throw StoreFailures.of("read a sample of table " + tableName, e);
        }
    }

    private TableSample sample() {
        TableDescription table =
                client.describeTable(request -> request.tableName(tableName)).table();
        SegmentSample sample = read(segmentsFor(table));
        return new TableSample(
                table.tableStatusAsString(),
                new Reading(sample.segments(), sample.tallies().size(), pages, sample.items(), readUnits),
                sample.totals(),
                sample.sizes(),
                sample.users(),
                sample.oldestEnd());
    }

    /** Of half a page each, by a size that may be six hours old. */
    private int segmentsFor(TableDescription table) {
        long halves = table.tableSizeBytes() * 2 / PAGE_BYTES + 1;
        return (int) Math.min(MOST_SEGMENTS, Math.max(halves, mostPages));
    }

    private SegmentSample read(int segments) {
        List<SegmentTally> tallies = new ArrayList<>();
        PrimitiveIterator.OfInt order = inRandomOrder(segments);
        while (order.hasNext() && pages < mostPages) {
            Optional<SegmentTally> tally = segment(order.nextInt(), segments);
            tally.ifPresent(tallies::add);
            if (tally.isEmpty() && pages < mostPages && segments < MOST_SEGMENTS) {
                return read(Math.min(MOST_SEGMENTS, segments * FINER));
            }
        }
        return new SegmentSample(segments, tallies);
    }

    private static PrimitiveIterator.OfInt inRandomOrder(int segments) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, segments).boxed().toList());
        Collections.shuffle(order);
        return order.stream().mapToInt(Integer::intValue).iterator();
    }

    /** Empty if it is not read to its end: it is too large a part of the table, or the last page has been read. */
    private Optional<SegmentTally> segment(int segment, int segments) {
        int last = Math.min(mostPages, pages + Math.max(LEAST_PAGES_OF_A_SEGMENT, mostPages / LEAST_SEGMENTS_READ));
        SegmentTally tally = new SegmentTally(clock.instant());
        Map<String, AttributeValue> after = Map.of();
        do {
            if (pages == last) {
                return Optional.empty();
            }
            ScanResponse page = page(segment, segments, after);
            page.items().forEach(tally::add);
            after = page.lastEvaluatedKey();
        } while (!after.isEmpty());
        return Optional.of(tally);
    }

    private ScanResponse page(int segment, int segments, Map<String, AttributeValue> after) {
        ScanResponse page = client.scan(request -> request.tableName(tableName)
                .segment(segment)
                .totalSegments(segments)
                .exclusiveStartKey(after.isEmpty() ? null : after)
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));
        pages++;
        readUnits += CallCounter.units(page.consumedCapacity());
        return page;
    }
}
