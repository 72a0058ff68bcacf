package io.github.dynamosession.testapp.attribute;

import java.io.Serializable;
import java.util.List;

/** A class that came with release 2. */
final class Badge implements Serializable {

    @SuppressWarnings("serial") // as applications declare their fields
    private final List<String> holders;

    Badge(List<String> holders) {
        this.holders = holders;
    }

    List<String> holders() {
        return holders;
    }
}
