package io.github.dynamosession.workload;

import io.github.dynamosession.workload.Anomaly.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which visit a unique value belongs to, and which visits have ended. */
final class Owners {

    private final Map<String, Visit> owners = new HashMap<>();
    private final Set<Visit> ended = new HashSet<>();

    static Owners in(History history) {
        Owners owners = new Owners();
        history.exchanges().forEach(owners::take);
        return owners;
    }

    private void take(Exchange exchange) {
        Request request = exchange.request();
        if (!request.label().isEmpty()) {
            owners.put(request.label(), exchange.visit());
        }
        request.write().filter(Write::unique).ifPresent(write -> owners.put(write.value(), exchange.visit()));
        if (request.kind() == Request.Kind.LOGOUT && exchange.answer().isPresent()) {
            ended.add(exchange.visit());
        }
    }

    /** Empty: nobody in this history; a counter, say, belongs to all. */
    Optional<Visit> of(String value) {
        return Optional.ofNullable(owners.get(value));
    }

    /** How something of another visit can have got into an answer: the client's own past, or somebody else's session. */
    Kind kindOf(Visit stranger, Exchange seen) {
        boolean ownPast = stranger.client() == seen.visit().client();
        return ownPast && ended.contains(stranger) ? Kind.RESURRECTION : Kind.FOREIGN_DATA;
    }
}
