package io.github.dynamosession.workload;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Judges a history by nothing but the order of requests and answers in real time.
 *
 * <p>A visit's session is a set of independent objects: its attributes, and each id that it has had, which leads to it until
 * the id changes or the session ends. Requests that overlap change different objects, so each object has one writer at a
 * time, and is a {@link Register} of its own. An object is judged up to its first anomaly.
 *
 * <p>What belongs to another session is told by its value: labels of sessions, users and texts of notes are unique.
 */
public final class Checker {

    private static final Comparator<Visit> BY_CLIENT =
            Comparator.comparing(Visit::client).thenComparing(Visit::number);

    private Checker() {}

    /**
     * Says what went wrong.
     *
     * @throws IllegalArgumentException if one object has two writers at a time, or is written after a write without an
     *     answer: nothing could be said of it
     */
    public static Findings check(History history) {
        Owners owners = Owners.in(history);
        Map<Visit, List<Exchange>> visits = history.exchanges().stream()
                .collect(Collectors.groupingBy(Exchange::visit, () -> new TreeMap<>(BY_CLIENT), Collectors.toList()));
        List<Anomaly> anomalies = visits.values().stream()
                .flatMap(visit -> new VisitCheck(visit, owners).anomalies())
                .toList();
        return new Findings(history, anomalies);
    }
}
