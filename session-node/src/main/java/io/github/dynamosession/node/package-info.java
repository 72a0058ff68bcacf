/**
 * What one node does with stored sessions, whatever its container. Not for users; the containers' adapters build on it.
 * Start at {@link io.github.dynamosession.node.session.LocalSession}.
 */
@NullMarked
package io.github.dynamosession.node;

import org.jspecify.annotations.NullMarked;
