package io.github.dynamosession.testapp.attribute;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A chain so long that whoever follows it by recursion runs out of stack. */
public final class DeepChain implements Serializable {

    private static final int LENGTH = 200_000;

    private final @Nullable DeepChain next;

    DeepChain() {
        DeepChain chain = null;
        for (int i = 0; i < LENGTH; i++) {
            chain = new DeepChain(chain);
        }
        next = chain;
    }

    private DeepChain(@Nullable DeepChain next) {
        this.next = next;
    }

    @Override
    public String toString() {
        return next == null ? "end" : "chain";
    }
}
