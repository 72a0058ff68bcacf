package io.github.dynamosession.workload;

import static java.util.stream.Collectors.toCollection;

import io.github.dynamosession.workload.Anomaly.Kind;
import io.github.dynamosession.workload.Outcome.Answer;
import io.github.dynamosession.workload.Outcome.Refusal;
import io.github.dynamosession.workload.Register.Event;
import io.github.dynamosession.workload.Register.Misread;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Takes one visit apart into its objects, and calls what is wrong with each by its name. */
final class VisitCheck {

    private static final String SESSION = "session";
    private static final String NO_SESSION = "";
    private static final Set<String> BUILDING = Set.of(State.COUNTER, State.CART);

    private final List<Exchange> exchanges;
    private final Owners owners;

    /** Of the session that the first change has made; any other label tells of another session. */
    private final String label;

    /** In the order of their begin, the visit's first change first. */
    VisitCheck(List<Exchange> exchanges, Owners owners) {
        this.exchanges = exchanges;
        this.owners = owners;
        this.label = exchanges.get(0).request().label();
    }

    Stream<Anomaly> anomalies() {
        return Stream.of(strangers(), ids().stream(), objects()).flatMap(anomalies -> anomalies);
    }

    private Stream<Anomaly> strangers() {
        return exchanges.stream().flatMap(seen -> stranger(seen).stream()).limit(1);
    }

    private Optional<Anomaly> stranger(Exchange seen) {
        return seen.answer()
                .map(answer -> answer.state().label())
                .filter(shown -> !shown.isEmpty() && !isOwn(shown))
                .map(shown -> new Anomaly(strangerKind(shown, seen), seen.visit() + ", saw " + shown, List.of(seen)));
    }

    private boolean isOwn(String value) {
        return owners.of(value).equals(Optional.of(exchanges.get(0).visit()));
    }

    private Kind strangerKind(String value, Exchange seen) {
        return owners.of(value).map(owner -> owners.kindOf(owner, seen)).orElse(Kind.FOREIGN_DATA);
    }

    /** Once a session is gone or back, its further ids tell nothing new but of another kind. */
    private Collection<Anomaly> ids() {
        int last = exchanges.stream().mapToInt(VisitCheck::idShown).max().orElse(0);
        return IntStream.rangeClosed(1, last)
                .mapToObj(id -> id(id).firstMisread())
                .flatMap(Optional::stream)
                .map(misread -> anomaly(SESSION, misread, kindOfSession(misread)))
                .collect(Collectors.toMap(Anomaly::kind, anomaly -> anomaly, (first, later) -> first, TreeMap::new))
                .values();
    }

    private Register id(int id) {
        List<Event> ends = exchanges.stream()
                .filter(exchange ->
                        exchange.id() == id && exchange.request().kind().endsId())
                .filter(VisitCheck::mayBeDone)
                .map(exchange -> new Event(exchange, NO_SESSION))
                .toList();
        List<Event> reads = exchanges.stream()
                .filter(exchange -> !exchange.failed() && idShown(exchange) == id)
                .map(exchange -> new Event(exchange, showsSession(exchange) ? SESSION : NO_SESSION))
                .toList();
        return new Register(SESSION, false, ends, reads);
    }

    private static boolean mayBeDone(Exchange exchange) {
        return !(exchange.outcome() instanceof Refusal);
    }

    /** An answer that brings a new id tells where that one leads. */
    private static int idShown(Exchange exchange) {
        int newId = exchange.answer().map(Answer::newId).orElse(0);
        return newId == 0 ? exchange.id() : newId;
    }

    private boolean showsSession(Exchange exchange) {
        return exchange.answer()
                .filter(answer -> answer.state().label().equals(label))
                .isPresent();
    }

    private Kind kindOfSession(Misread misread) {
        if (misread.next().isPresent()) {
            return Kind.STALE_READ;
        }
        if (misread.expected().equals(NO_SESSION)) {
            return Kind.RESURRECTION;
        }
        boolean loggedIn = exchanges.stream()
                .filter(exchange -> exchange.request().kind() == Request.Kind.LOGIN)
                .anyMatch(login -> login.endsBefore(misread.read().exchange()));
        return loggedIn ? Kind.UNEXPECTED_LOGOUT : Kind.LOST_CHANGE;
    }

    private Stream<Anomaly> objects() {
        return names().stream()
                .flatMap(
                        object -> object(object)
                                .firstMisread()
                                .map(misread -> anomaly(object, misread, kindOf(object, misread)))
                                .stream());
    }

    private Set<String> names() {
        Stream<String> written = exchanges.stream()
                .flatMap(exchange -> exchange.request().write().stream())
                .map(Write::object);
        Stream<String> shown = exchanges.stream()
                .filter(this::showsSession)
                .flatMap(exchange -> exchange.answer().stream())
                .flatMap(answer -> answer.state().values().keySet().stream());
        return Stream.concat(written, shown).collect(toCollection(TreeSet::new));
    }

    private Register object(String object) {
        List<Event> writes = exchanges.stream()
                .filter(VisitCheck::mayBeDone)
                .flatMap(exchange -> exchange.request().write().stream()
                        .filter(write -> write.object().equals(object))
                        .map(write -> new Event(exchange, write.value())))
                .toList();
        List<Event> reads = exchanges.stream()
                .filter(this::showsSession)
                .flatMap(exchange -> exchange.answer().stream()
                        .map(answer -> new Event(exchange, answer.state().valueOf(object))))
                .toList();
        return new Register("", BUILDING.contains(object), writes, reads);
    }

    private Kind kindOf(String object, Misread misread) {
        Optional<Visit> owner = owners.of(misread.read().value());
        if (owner.isPresent() && !isOwn(misread.read().value())) {
            return owners.kindOf(owner.get(), misread.read().exchange());
        }
        if (misread.next().isPresent()) {
            return Kind.STALE_READ;
        }
        if (misread.expected().isEmpty()) {
            return Kind.RESURRECTION;
        }
        return object.equals(State.USER) ? Kind.UNEXPECTED_LOGOUT : Kind.LOST_CHANGE;
    }

    private static Anomaly anomaly(String object, Misread misread, Kind kind) {
        Exchange seen = misread.read().exchange();
        String what = "%s, %s: expected %s, saw %s"
                .formatted(
                        seen.visit(),
                        object,
                        shown(misread.expected()),
                        shown(misread.read().value()));
        List<Exchange> proof = Stream.of(
                        misread.origin(), misread.wrote(), misread.because(), Optional.of(seen), misread.next())
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        return new Anomaly(kind, what, proof);
    }

    private static String shown(String value) {
        return value.isEmpty() ? "nothing" : value;
    }
}
