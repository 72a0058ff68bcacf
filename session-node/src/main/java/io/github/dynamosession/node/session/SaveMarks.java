package io.github.dynamosession.node.session;

import io.github.dynamosession.node.request.AttributeNotSavedException;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What the saves of one session leave to be known by later ones. */
final class SaveMarks {

    private volatile long comparedAtUses;
    private volatile Refused refused = new Refused(Set.of());

    /** The attributes that could not be encoded. */
    record Refused(Set<String> names) {

        /** Tells whether more are refused than were before, or the one that is used. */
        boolean isNewIn(AttributeNotSavedException e, @Nullable String used) {
            return !names.containsAll(e.names()) || (used != null && e.names().contains(used));
        }
    }

    /** Makes a save, which tells whether it wrote anything. */
    boolean saving(BooleanSupplier save) {
        try {
            boolean written = save.getAsBoolean();
            refused = new Refused(Set.of());
            return written;
        } catch (AttributeNotSavedException e) {
            refused = new Refused(e.names());
            throw e;
        }
    }

    Refused refused() {
        return refused;
    }

    /** The uses of values until which all that may have changed were compared. */
    long comparedAtUses() {
        return comparedAtUses;
    }

    /** @param complete whether all that may have changed was compared, and not only what one request had */
    void compared(long uses, boolean complete) {
        if (complete) {
            comparedAtUses = uses;
        }
    }
}
