/**
 * A session while requests of one node are in it: what was loaded, what they changed, and when it is written. Not for users.
 * Start at {@link io.github.dynamosession.node.session.LocalSession}.
 *
 * <p>Locks, from the outside in:
 *
 * <ol>
 *   <li>the turn of a request in lock mode {@code session} ({@code LockTurn}),
 *   <li>the gate of store calls ({@code StoreCallGate}),
 *   <li>the monitor of {@code SessionState}; or that of {@code CurrentValues}, and in it that of one {@code TrackedValue}.
 * </ol>
 *
 * <p>Code of the application runs under the first one only: reading, writing and comparing values, and listeners. Under the
 * others there are bytes and maps. {@code ForeignCodeTest} holds that.
 */
@NullMarked
package io.github.dynamosession.node.session;

import org.jspecify.annotations.NullMarked;
