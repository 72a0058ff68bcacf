package io.github.dynamosession.testapp.jaas;

import java.security.Principal;

/** What a user may be. */
public record Role(String getName) implements Principal {}
