/**
 * A session while requests of one node are in it: what was loaded, what they changed, and when it is written. Not for users.
 * Start at {@link io.github.dynamosession.node.session.LocalSession}.
 */
@NullMarked
package io.github.dynamosession.node.session;

import org.jspecify.annotations.NullMarked;
