package io.github.dynamosession.workload;

import io.github.dynamosession.workload.Request.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a client asks for in one visit. Each change that is made here is sent at once and alone of its object, and an object
 * that is in doubt is never changed again: so what it will be is known before it is sent.
 */
final class VisitPlan {

    private static final List<String> GOODS = List.of("lamp", "teapot", "bicycle", "atlas");
    private static final List<String> OBJECTS = List.of(
            State.COUNTER, State.CART, State.NOTE + "mon", State.NOTE + "tue", State.NOTE + "wed", State.NOTE + "thu");

    private final Visit visit;
    private final String token;
    private final Random random;
    private final TreeMap<String, Integer> cart = new TreeMap<>();
    private final Set<String> notes = new HashSet<>();
    private final Set<String> inDoubt = new HashSet<>();
    private int counter;
    private int changes;
    private boolean loggedIn;

    /** Unique values begin with the token, which must be so itself. */
    VisitPlan(Visit visit, String run, Random random) {
        this.visit = visit;
        this.token = run + "." + visit.client() + "." + visit.number();
        this.random = random;
    }

    Visit visit() {
        return visit;
    }

    boolean isLoggedIn() {
        return loggedIn;
    }

    /** After that, nothing is known of what the request should have changed. */
    void doubt(Request request) {
        request.write().ifPresent(write -> inDoubt.add(write.object()));
    }

    int objectsInDoubt() {
        return inDoubt.size();
    }

    /** Objects that may be changed. */
    List<String> objects() {
        return OBJECTS.stream().filter(object -> !inDoubt.contains(object)).toList();
    }

    Request change(String object) {
        return switch (object) {
            case State.COUNTER -> change(Kind.CHANGE, "/api/count?", Write.of(object, Integer.toString(++counter)));
            case State.CART -> changeCart(anyOf(GOODS));
            default -> changeNote(object);
        };
    }

    private Request changeCart(String item) {
        boolean remove = cart.containsKey(item) && random.nextInt(3) == 0;
        if (remove) {
            cart.computeIfPresent(item, (name, quantity) -> quantity == 1 ? null : quantity - 1);
        } else {
            cart.merge(item, 1, Integer::sum);
        }
        String path = "/api/cart/" + (remove ? "remove" : "add") + "?item=" + item + "&";
        return change(Kind.CHANGE, path, Write.of(State.CART, State.cart(cart)));
    }

    private Request changeNote(String object) {
        String item = object.substring(State.NOTE.length());
        if (notes.contains(object) && random.nextInt(3) == 0) {
            notes.remove(object);
            return change(Kind.CHANGE, "/api/note/remove?item=" + item + "&", Write.of(object, ""));
        }
        notes.add(object);
        String text = token + "." + item + (changes + 1);
        return change(Kind.CHANGE, "/api/note?item=" + item + "&text=" + text + "&", Write.unique(object, text));
    }

    Request login() {
        loggedIn = true;
        return change(Kind.LOGIN, "/api/login?user=" + token + "&", Write.unique(State.USER, token));
    }

    Request renew() {
        String label = nextLabel();
        return new Request(Kind.RENEW, "/api/renew?visit=" + label, label, Optional.empty());
    }

    private Request change(Kind kind, String path, Write write) {
        String label = nextLabel();
        return new Request(kind, path + "visit=" + label, label, Optional.of(write));
    }

    private String nextLabel() {
        return token + "." + ++changes;
    }

    private <T> T anyOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
