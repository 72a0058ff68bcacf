package io.github.dynamosession.node.users;

import io.github.dynamosession.store.SessionKey;
import java.util.Map;

/** What tells whose a session is, and where it is. It may have another id already, and be stored under the old one's key. */
public interface OwnedSession {

    /** Where the session is stored, or from its next save on will be. */
    SessionKey key();

    /** Where the session is stored now. */
    SessionKey storedKey();

    Map<String, Object> attributes();

    /** What the container keeps in the session, such as its login. */
    Map<String, Object> containerState();
}
