package io.github.dynamosession.audit;

/** What an event says, and which class and activity of OCSF that is. */
public enum EventKind {
    /** A session was stored for the first time. */
    CREATED("created", OcsfClass.ENTITY_MANAGEMENT, 1, "Create"),
    /** A session has a user, and had none. */
    LOGIN("login", OcsfClass.AUTHENTICATION, 1, "Logon"),
    /** A session has another user. */
    USER_CHANGED("user-changed", OcsfClass.AUTHENTICATION, 99, "User Change"),
    /** The application ended the session of a user, or the session goes on without its user. */
    LOGOUT("logout", OcsfClass.AUTHENTICATION, 2, "Logoff"),
    /** A session goes on under another id, and so under another handle. */
    ID_CHANGED("id-changed", OcsfClass.ENTITY_MANAGEMENT, 3, "Update"),
    /** The values of a session have become larger than they may be without an event. */
    GROWN("grown", OcsfClass.ENTITY_MANAGEMENT, 3, "Update"),
    /** The application ended the session of nobody. */
    ENDED("ended", OcsfClass.ENTITY_MANAGEMENT, 4, "Delete"),
    /** The session of a user was ended from elsewhere. */
    USER_REVOKED("revoked", OcsfClass.AUTHENTICATION, 2, "Logoff"),
    /** The session of nobody was ended from elsewhere. */
    REVOKED("revoked", OcsfClass.ENTITY_MANAGEMENT, 4, "Delete"),
    /** The session of a user expired. */
    USER_EXPIRED("expired", OcsfClass.AUTHENTICATION, 2, "Logoff"),
    /** The session of nobody expired. */
    EXPIRED("expired", OcsfClass.ENTITY_MANAGEMENT, 4, "Delete"),
    /** Changes of the table were deleted before they were read: events are missing. */
    GAP("gap", OcsfClass.BASE_EVENT, 99, "Other");

    private final String text;
    private final OcsfClass ocsfClass;
    private final int activity;
    private final String activityName;

    EventKind(String text, OcsfClass ocsfClass, int activity, String activityName) {
        this.text = text;
        this.ocsfClass = ocsfClass;
        this.activity = activity;
        this.activityName = activityName;
    }

    /** The word for it in the trail. */
    public String text() {
        return text;
    }

    OcsfClass ocsfClass() {
        return ocsfClass;
    }

    int activity() {
        return activity;
    }

    String activityName() {
        return activityName;
    }
}
