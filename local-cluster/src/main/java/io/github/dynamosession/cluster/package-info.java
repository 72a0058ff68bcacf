/**
 * Real processes on this machine, for tests and the demo: DynamoDB Local, unmodified Tomcats and Jettys. Start at {@link
 * io.github.dynamosession.cluster.ServerNode} and {@link io.github.dynamosession.cluster.DynamoDbLocal}.
 */
@NullMarked
package io.github.dynamosession.cluster;

import org.jspecify.annotations.NullMarked;
