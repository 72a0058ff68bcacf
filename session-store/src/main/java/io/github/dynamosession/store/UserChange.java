package io.github.dynamosession.store;

import java.util.Optional;

/**
 * A login or logout.
 *
 * @param user whose the session is from now on; empty: nobody's
 */
public record UserChange(Optional<UserKey> user) {}
