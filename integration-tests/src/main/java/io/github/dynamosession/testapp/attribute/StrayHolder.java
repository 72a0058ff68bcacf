package io.github.dynamosession.testapp.attribute;

import java.io.Serializable;
import java.util.List;

/** Says that it is serializable but holds, one level down, what no session can hold. */
public final class StrayHolder implements Serializable {

    @SuppressWarnings("serial") // the thread inside is the point
    private final List<Object> stray = List.of("fine", new Thread("never started"));

    @Override
    public String toString() {
        return "stray of " + stray.size();
    }
}
