package io.github.dynamosession.node.session;

import io.github.dynamosession.node.request.RequestUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What requests want a session to have, such as another id; the latest counts. Each save takes what its own request wants:
 * what is wished while it is under way is for the next one. One that a later wish has taken the place of is kept: the later
 * request may fail.
 *
 * @param all in the order in which they were wished
 */
record Wishes<T>(List<Wish<T>> all) {

    /** @param unit who wishes it; null: nobody knows */
    record Wish<T>(T what, @Nullable RequestUnit unit) {

        private boolean isFor(@Nullable RequestUnit saving) {
            return unit == null || unit == saving || unit.isOver();
        }

        private boolean goesOn() {
            return unit == null || !unit.hasFailed();
        }
    }

    static <T> Wishes<T> none() {
        return new Wishes<>(List.of());
    }

    Wishes<T> with(T what) {
        RequestUnit unit = RequestUnit.current();
        List<Wish<T>> more = new ArrayList<>(withoutThatOf(unit).all);
        more.add(new Wish<>(what, unit));
        return new Wishes<>(List.copyOf(more));
    }

    /** What counts now, or null. */
    @Nullable
    Wish<T> latest() {
        return latest(Wish::goesOn);
    }

    /** What a save of this thread makes true, or null. */
    @Nullable
    Wish<T> toSave() {
        RequestUnit saving = RequestUnit.current();
        return latest(wish -> wish.goesOn() && wish.isFor(saving));
    }

    private @Nullable Wish<T> latest(Predicate<Wish<T>> condition) {
        for (int i = all.size() - 1; i >= 0; i--) {
            if (condition.test(all.get(i))) {
                return all.get(i);
            }
        }
        return null;
    }

    /** What is left to wish when one has come true: what was wished after it. */
    Wishes<T> after(@Nullable Wish<T> fulfilled) {
        int index = fulfilled == null ? -1 : all.indexOf(fulfilled);
        return index < 0 ? this : new Wishes<>(all.subList(index + 1, all.size()));
    }

    Wishes<T> withoutThatOf(@Nullable RequestUnit unit) {
        return new Wishes<>(all.stream().filter(wish -> wish.unit != unit).toList());
    }
}
