package io.github.dynamosession.workload;

import io.github.dynamosession.workload.Outcome.Answer;
import io.github.dynamosession.workload.Request.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All that clients asked and were answered. Immutable. */
public final class History {

    private final List<Exchange> exchanges;

    /** Of what was asked and answered, in any order. */
    public History(Collection<Exchange> exchanges) {
        this.exchanges =
                exchanges.stream().sorted(Comparator.comparing(Exchange::begin)).toList();
    }

    /** In the order of their begin. */
    public List<Exchange> exchanges() {
        return exchanges;
    }

    public int requests() {
        return exchanges.size();
    }

    /** Requests other than looks that got a good answer. */
    public int acknowledgedChanges() {
        return (int) exchanges.stream()
                .filter(exchange -> exchange.request().kind() != Kind.LOOK)
                .filter(exchange -> exchange.answer().isPresent())
                .count();
    }

    /** How often the balancer said that it had to take another node. */
    public int failedOver() {
        return (int) exchanges.stream().filter(Exchange::failedOver).count();
    }

    /** Requests without a good answer, in the order of their begin. */
    public List<Exchange> failures() {
        return exchanges.stream().filter(Exchange::failed).toList();
    }

    /** How many failures there are, by status or kind. */
    public Map<String, Integer> errors() {
        return failures().stream()
                .collect(Collectors.toMap(
                        exchange -> exchange.outcome().toString(), exchange -> 1, Integer::sum, TreeMap::new));
    }

    /** When a client first heard of an error; empty if none has. */
    public Optional<Instant> firstError() {
        return failures().stream().map(Exchange::end).min(Comparator.naturalOrder());
    }

    /** When a client last heard of an error; empty if none has. */
    public Optional<Instant> lastError() {
        return failures().stream().map(Exchange::end).max(Comparator.naturalOrder());
    }

    /** The good answers of each node. */
    public Map<String, Integer> answersByNode() {
        return exchanges.stream()
                .flatMap(exchange -> exchange.answer().stream())
                .collect(Collectors.toMap(Answer::node, answer -> 1, Integer::sum, TreeMap::new));
    }

    /** The longest that one client waited for a good answer, repeated requests included. */
    public Duration longestWait() {
        return byClient().values().stream()
                .map(History::longestWaitOf)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private Map<Integer, List<Exchange>> byClient() {
        return exchanges.stream()
                .collect(Collectors.groupingBy(exchange -> exchange.visit().client()));
    }

    private static Duration longestWaitOf(List<Exchange> exchanges) {
        Duration longest = Duration.ZERO;
        Optional<Instant> waitingSince = Optional.empty();
        for (Exchange exchange : byEnd(exchanges)) {
            Instant since = waitingSince.filter(exchange.begin()::isAfter).orElse(exchange.begin());
            Duration waited = Duration.between(since, exchange.end());
            longest = waited.compareTo(longest) > 0 ? waited : longest;
            waitingSince = exchange.failed() ? Optional.of(since) : Optional.empty();
        }
        return longest;
    }

    private static List<Exchange> byEnd(List<Exchange> exchanges) {
        return exchanges.stream().sorted(Comparator.comparing(Exchange::end)).toList();
    }

    /**
     * Logins (and renewals of the id) that got no answer and have cut the client off from its session: the session has
     * moved to a new id, and the node died before it told the client. A browser logs in again.
     */
    public int loginsCutOff() {
        return (int) failures().stream()
                .filter(exchange -> exchange.request().kind().changesId())
                .filter(this::leadsNowhere)
                .count();
    }

    private boolean leadsNowhere(Exchange login) {
        Function<Exchange, Boolean> sameId = other -> other.visit().equals(login.visit()) && other.id() == login.id();
        return exchanges.stream()
                .filter(other -> login.begin().isBefore(other.end()) && sameId.apply(other))
                .flatMap(other -> other.answer().stream())
                .anyMatch(answer -> answer.state().label().isEmpty());
    }
}
