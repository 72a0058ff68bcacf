package io.github.dynamosession.testapp.attribute;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bean of release 2: there is a badge, of a new class, and no longer a field that led to the same list as the names. */
public final class Profile implements Serializable {

    private final List<String> names = new ArrayList<>(List.of("Ann", "Annie"));
    private final @Nullable Badge badge = new Badge(names);

    @Override
    public String toString() {
        return "release 2: " + names + (badge == null ? " without badge" : " with badge of " + badge.holders());
    }
}
