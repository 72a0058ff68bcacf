/**
 * The contract: what a stored session is and what a store of sessions promises. Start at {@link
 * io.github.dynamosession.store.SessionStore}.
 */
@NullMarked
package io.github.dynamosession.store;

import org.jspecify.annotations.NullMarked;
