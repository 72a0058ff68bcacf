/** The values of a session on this node: decoded when they are read, and compared when the session is saved. Not for users. */
@NullMarked
package io.github.dynamosession.node.values;

import org.jspecify.annotations.NullMarked;
