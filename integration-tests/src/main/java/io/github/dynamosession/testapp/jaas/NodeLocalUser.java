package io.github.dynamosession.testapp.jaas;

import java.security.Principal;

/** A user that cannot leave its node: not serializable. */
public record NodeLocalUser(String getName) implements Principal {}
