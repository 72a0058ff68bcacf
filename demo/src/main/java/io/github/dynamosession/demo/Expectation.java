package io.github.dynamosession.demo;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a visitor may see next, by what was acknowledged to them: one state, or several after a change without an answer.
 * They are in the order in which they came to be; who has seen one must not see an earlier one again, yet may see a later
 * one (the last write of a node that died may still be on its way).
 */
final class Expectation {

    enum Verdict {
        STALE,
        LOST,
        LOGGED_OUT
    }

    private List<ShopState> possible = List.of(ShopState.EMPTY);

    /** The state from which the visitor decides what to do next. */
    ShopState current() {
        return possible.get(0);
    }

    void acknowledged(Change change) {
        possible = possible.stream().map(change::applyTo).distinct().toList();
    }

    void unanswered(Change change) {
        Stream<ShopState> unchanged = possible.stream();
        Stream<ShopState> outcomes = possible.stream().flatMap(change::outcomesWithoutAnswer);
        possible = Stream.concat(unchanged, outcomes).distinct().toList();
    }

    boolean explains(ShopState seen) {
        return possible.contains(seen);
    }

    /** Judges a state that this does not explain, by a second look. */
    Verdict judge(ShopState secondLook) {
        if (explains(secondLook)) {
            return Verdict.STALE;
        }
        boolean wasLoggedIn = possible.stream().allMatch(ShopState::isLoggedIn);
        return wasLoggedIn && !secondLook.isLoggedIn() ? Verdict.LOGGED_OUT : Verdict.LOST;
    }

    /** Nothing is on its way any more: what was seen last is what there is. */
    void settle() {
        possible = List.of(current());
    }

    /** Goes on from a state that a read has shown, expected or not. */
    void seen(ShopState state) {
        possible = explains(state) ? possible.subList(possible.indexOf(state), possible.size()) : List.of(state);
    }

    @Override
    public String toString() {
        return possible.toString();
    }
}
