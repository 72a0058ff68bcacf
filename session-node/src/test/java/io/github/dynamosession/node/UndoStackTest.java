package io.github.dynamosession.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UndoStackTest {

    private final List<String> undone = new ArrayList<>();
    private final UndoStack undo = new UndoStack();

    @Test
    void whatWasAcquiredLastIsGivenBackFirst() {
        undo.push("one", () -> undone.add("one"));
        undo.push("two", () -> undone.add("two"));

        undo.close();

        assertThat(undone).containsExactly("two", "one");
    }

    @Test
    void aStepThatFailsLeavesNoOtherBehind() {
        undo.push("one", () -> undone.add("one"));
        undo.push("two", () -> {
            throw new AssertionError("two fails");
        });
        undo.push("three", () -> {
            throw new Exception("three fails");
        });

        undo.close();

        assertThat(undone).containsExactly("one");
    }

    @Test
    void nothingIsGivenBackTwice() {
        undo.push("one", () -> undone.add("one"));

        undo.close();
        undo.close();

        assertThat(undone).containsExactly("one");
    }
}
