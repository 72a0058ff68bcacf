package io.github.dynamosession.node.session;

import io.github.dynamosession.node.values.SaveDraft;
import io.github.dynamosession.node.values.SessionValues;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The values of one session.
 *
 * @param attributes those that the application sets
 * @param containerState what the container keeps besides
 */
record SessionParts(SessionValues attributes, SessionValues containerState) {

    /** What one save is to write of both. */
    record Drafts(SaveDraft attributes, SaveDraft containerState) {

        boolean isEmpty() {
            return attributes.isEmpty() && containerState.isEmpty();
        }

        /** Tells whether all changes were looked for, and not only those of one request. */
        boolean isComplete() {
            return attributes.isComplete();
        }

        /** What could not be encoded, by name. */
        Map<String, RuntimeException> failures() {
            Map<String, RuntimeException> failures = new LinkedHashMap<>(containerState.failures());
            failures.putAll(attributes.failures());
            return failures;
        }
    }

    /**
     * Of a session with no values yet.
     *
     * @param name of the session, for messages
     * @param readFailed is called when a value cannot be read now
     */
    static SessionParts of(SessionContext context, String name, ValueReader reader, Runnable readFailed) {
        return new SessionParts(
                new SessionValues(name, context.attributes(), reader::attribute, readFailed),
                new SessionValues(name, context.containerState(), reader::containerState, readFailed));
    }

    /** See {@link SessionValues#collect}. */
    Drafts collect(long quietSince) {
        return new Drafts(attributes.collect(quietSince), containerState.collect(quietSince));
    }

    Drafts stillPending(Drafts collected) {
        return new Drafts(
                attributes.stillPending(collected.attributes), containerState.stillPending(collected.containerState));
    }

    void settle(Drafts saved) {
        attributes.settle(saved.attributes);
        containerState.settle(saved.containerState);
    }

    void takeOver(Drafts drafts) {
        attributes.takeOver(drafts.attributes);
        containerState.takeOver(drafts.containerState);
    }

    void leave() {
        attributes.leave();
        containerState.leave();
    }

    void inDoubt(Drafts drafts) {
        attributes.inDoubt(drafts.attributes);
        containerState.inDoubt(drafts.containerState);
    }

    void refresh(StoredValues stored, BooleanSupplier isNewest) {
        attributes.refresh(stored.attributes(), isNewest);
        containerState.refresh(stored.containerState(), isNewest);
    }

    void dropChanges() {
        attributes.dropChanges();
        containerState.dropChanges();
    }
}
