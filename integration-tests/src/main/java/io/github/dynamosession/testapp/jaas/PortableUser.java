package io.github.dynamosession.testapp.jaas;

import java.io.Serializable;
import java.security.Principal;

/** A user that can be stored. */
public record PortableUser(String getName) implements Principal, Serializable {}
