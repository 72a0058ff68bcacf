/** What is between the nodes and the table: calls, their attempts, and all that happens to these on their way. */
@NullMarked
package io.github.dynamosession.simulation.network;

import org.jspecify.annotations.NullMarked;
