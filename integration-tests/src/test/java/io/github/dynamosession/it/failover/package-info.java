/**
 * The cluster of {@code conf-samples/compose} while its nodes are lost in every way. Start at {@link
 * io.github.dynamosession.it.failover.FailoverIT}.
 */
@NullMarked
package io.github.dynamosession.it.failover;

import org.jspecify.annotations.NullMarked;
