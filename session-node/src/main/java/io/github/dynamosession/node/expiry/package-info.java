/**
 * Tells the listeners of one node in the cluster of each session that expires. Not for users; the containers' adapters
 * build on it. Start at {@link io.github.dynamosession.node.expiry.ExpirySweep}.
 */
@NullMarked
package io.github.dynamosession.node.expiry;

import org.jspecify.annotations.NullMarked;
