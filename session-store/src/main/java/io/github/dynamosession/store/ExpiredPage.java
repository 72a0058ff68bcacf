package io.github.dynamosession.store;

import java.util.List;
import java.util.Optional;

/**
 * Some of the sessions that {@link SessionStore#findExpired} finds.
 *
 * @param keys those that expired first in front
 * @param next where the search goes on, as the store writes it; empty if there are no more
 */
public record ExpiredPage(List<SessionKey> keys, Optional<String> next) {}
