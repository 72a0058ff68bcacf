/**
 * Real processes on this machine, for tests and the demo: DynamoDB Local and unmodified Tomcats. Start at {@link
 * io.github.dynamosession.cluster.TomcatNode} and {@link io.github.dynamosession.cluster.DynamoDbLocal}.
 */
@NullMarked
package io.github.dynamosession.cluster;

import org.jspecify.annotations.NullMarked;
