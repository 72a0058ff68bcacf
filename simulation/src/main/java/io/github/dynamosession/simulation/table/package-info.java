/** A table in memory that answers as DynamoDB does. Start at {@link io.github.dynamosession.simulation.table.MemoryTable}. */
@NullMarked
package io.github.dynamosession.simulation.table;

import org.jspecify.annotations.NullMarked;
