/**
 * Tells the listeners of one node in the cluster of each session that expires. Not for users; the containers' adapters
 * build on it. Start at {@link io.github.dynamosession.store.expiry.ExpirySweep}.
 */
@NullMarked
package io.github.dynamosession.store.expiry;

import org.jspecify.annotations.NullMarked;
