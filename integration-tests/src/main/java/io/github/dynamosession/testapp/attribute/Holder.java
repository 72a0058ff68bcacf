package io.github.dynamosession.testapp.attribute;

import java.io.Serializable;

/** Says that it is serializable, whatever it holds. */
record Holder(@SuppressWarnings("serial") Object content) implements Serializable {

    /** Content that belongs to one node may not have a text that two nodes agree on. */
    @Override
    public String toString() {
        return "holder of a " + content.getClass().getSimpleName();
    }
}
