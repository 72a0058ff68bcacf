package io.github.dynamosession.node.model;

/**
 * One step of one request. A step that makes no sense where it stands, as removing what is not there, does nothing.
 *
 * @param request which one
 * @param name of the value
 * @param number what to put in, how long an interval is, or which of the objects that the request has
 */
record Step(Kind kind, int request, String name, int number) {

    enum Kind {
        /** Enters the session, and takes in what other nodes changed; again: the same while it is in it. */
        JOIN,
        GET,
        /** Sets a new object. */
        SET,
        /** Sets an object that the request has already. */
        SET_AGAIN,
        REMOVE,
        /** Changes an object that the request has. */
        CHANGE,
        INTERVAL,
        SAVE,
        /** Its save does not reach the store. */
        SAVE_REFUSED,
        /** Its save is applied, and the answer lost. */
        SAVE_UNANSWERED,
        /** Its save is given up, and reaches the store later. */
        SAVE_LATE,
        /** The last attempt of a save that was given up reaches the store now. */
        ARRIVAL,
        /** The container answers it with an error, whatever the application did. */
        FAIL,
        /** Leaves the application, with a last save, unless it has failed. */
        LEAVE
    }

    @Override
    public String toString() {
        return switch (kind) {
            case JOIN, SAVE, SAVE_REFUSED, SAVE_UNANSWERED, SAVE_LATE, FAIL, LEAVE -> request + " " + kind;
            case ARRIVAL -> kind.toString();
            case GET, REMOVE -> request + " " + kind + " " + name;
            case SET, SET_AGAIN, CHANGE, INTERVAL -> request + " " + kind + " " + name + " " + number;
        };
    }
}
