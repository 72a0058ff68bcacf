package io.github.dynamosession.store;

import java.time.Instant;

/**
 * One holding of a session's lock.
 *
 * @param owner random, of this holding alone
 * @param until when it ends unless it is renewed, by the clock of the node that has it
 */
public record SessionLock(String owner, Instant until) {}
