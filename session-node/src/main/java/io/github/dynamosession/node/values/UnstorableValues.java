package io.github.dynamosession.node.values;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.dynamosession.store.Loggers;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionStoreConfig.UnstorableAttribute;
import io.github.dynamosession.store.codec.CodecException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Set;

/** What becomes of the values of one application that cannot be encoded. */
final class UnstorableValues {

    private static final Logger LOG = Loggers.of(UnstorableValues.class);

    /** Names may be made of what clients send. */
    private static final int MOST_NAMES = 1_000;

    private final boolean skipped;

    @GuardedBy("this")
    private final Set<String> told = new HashSet<>();

    private UnstorableValues(boolean skipped) {
        this.skipped = skipped;
    }

    /** They are errors. */
    static UnstorableValues refused() {
        return new UnstorableValues(false);
    }

    static UnstorableValues of(SessionStoreConfig config) {
        return new UnstorableValues(config.unstorableAttribute() == UnstorableAttribute.SKIP);
    }

    boolean areSkipped() {
        return skipped;
    }

    /** Says once for each name why its value is not stored; of names beyond a thousand nothing. */
    void tell(String name, CodecException why) {
        if (isNews(name)) {
            LOG.log(
                    Level.WARNING,
                    "{0}; it stays on this node as long as requests are in its session (unstorableAttribute=skip)."
                            + " This is said once for each name",
                    why.getMessage());
        }
    }

    private synchronized boolean isNews(String name) {
        return told.size() < MOST_NAMES && told.add(name);
    }
}
