/** The network between a node and DynamoDB, under the test's control. Start at {@link StoreWire}. */
@NullMarked
package io.github.dynamosession.it.wire;

import org.jspecify.annotations.NullMarked;
