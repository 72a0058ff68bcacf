/**
 * Time, threads and chance of a simulation. Many tasks, each with a thread of its own, of which one runs at a time; between
 * its steps the others have theirs, in an order that only the seed decides. Start at {@link
 * io.github.dynamosession.simulation.world.World}.
 */
@NullMarked
package io.github.dynamosession.simulation.world;

import org.jspecify.annotations.NullMarked;
