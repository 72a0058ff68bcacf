/** Nodes of the shop, the balancer in front of them, and what happens to them. */
@NullMarked
package io.github.dynamosession.simulation.cluster;

import org.jspecify.annotations.NullMarked;
