/** Whose sessions are whose. Not for users of the product: they have {@link io.github.dynamosession.store.UserSessions}. */
@NullMarked
package io.github.dynamosession.node.users;

import org.jspecify.annotations.NullMarked;
