package io.github.dynamosession.workload;

/** What came of a request. */
public sealed interface Outcome {

    /**
     * A good answer. It shows the whole session, after what was asked.
     *
     * @param node the one that answered
     * @param newId the number of the session id that came with it and that the client took; 0: none
     */
    record Answer(String node, int newId, State state) implements Outcome {
        @Override
        public String toString() {
            return node + ": " + (state.label().isEmpty() ? "no session" : state.label() + " " + state.values());
        }
    }

    /** The session ended while the request was in it: nothing was done. */
    record Refusal(String node) implements Outcome {
        @Override
        public String toString() {
            return node + ": refused, the session has just ended";
        }
    }

    /** No answer, or none that tells whether the request was done; it may still be running. */
    record Failure(String kind) implements Outcome {
        @Override
        public String toString() {
            return kind;
        }
    }
}
