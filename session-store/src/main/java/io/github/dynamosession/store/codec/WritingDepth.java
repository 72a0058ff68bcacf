package io.github.dynamosession.store.codec;

import java.io.ObjectOutputStream;

/**
 * Counts how deep in each other the objects lie that an ObjectOutputStream writes: it does not tell, so its stack is looked
 * at. An object adds one level at most, so that only after as many objects as levels are left another look is due.
 */
final class WritingDepth {

    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private final int max;
    private int untilNextLook;

    WritingDepth(int max) {
        this.max = max;
        this.untilNextLook = max;
    }

    /** Called for each object that is about to be written, from within the stream. */
    boolean isExceeded() {
        if (--untilNextLook >= 0) {
            return false;
        }
        int depth = STACK.walk(frames ->
                (int) frames.filter(WritingDepth::isOneLevel).limit(max + 1L).count());
        untilNextLook = max - depth;
        return depth > max;
    }

    private static boolean isOneLevel(StackWalker.StackFrame frame) {
        return frame.getDeclaringClass() == ObjectOutputStream.class
                && frame.getMethodName().equals("writeObject0");
    }
}
