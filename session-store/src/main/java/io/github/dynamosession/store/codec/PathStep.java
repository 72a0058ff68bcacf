package io.github.dynamosession.store.codec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An object on the way from a value to another one inside it, and how it was reached. */
record PathStep(Object object, @Nullable PathStep from, String name) {

    private static final int SHOWN_AT_FIRST = 8;
    private static final int SHOWN_AT_LAST = 2;

    /** The whole path, shortened in the middle. */
    @Override
    public String toString() {
        List<String> names = names();
        int left = names.size() - SHOWN_AT_FIRST - SHOWN_AT_LAST;
        if (left <= 0) {
            return String.join("", names);
        }
        return String.join("", names.subList(0, SHOWN_AT_FIRST)) + "...(" + left + " more)..."
                + String.join("", names.subList(SHOWN_AT_FIRST + left, names.size()));
    }

    private List<String> names() {
        Deque<String> names = new ArrayDeque<>();
        for (PathStep step = this; step != null; step = step.from) {
            names.addFirst(step.name);
        }
        return new ArrayList<>(names);
    }
}
