/** The lock of a session, which a node has for a while and renews. Not for users. */
@NullMarked
package io.github.dynamosession.node.lease;

import org.jspecify.annotations.NullMarked;
