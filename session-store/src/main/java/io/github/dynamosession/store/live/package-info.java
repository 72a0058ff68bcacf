/**
 * A session while requests of one node are in it: what was loaded, what they changed, and when it is written. Not for
 * users; the containers' adapters build on it. Start at {@link io.github.dynamosession.store.live.LiveSession}.
 */
@NullMarked
package io.github.dynamosession.store.live;

import org.jspecify.annotations.NullMarked;
