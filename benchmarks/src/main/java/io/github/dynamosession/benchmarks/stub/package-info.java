/**
 * A DynamoDB that is fast enough to measure those who call it. Start at {@link
 * io.github.dynamosession.benchmarks.stub.StubDynamoDb}.
 */
@NullMarked
package io.github.dynamosession.benchmarks.stub;

import org.jspecify.annotations.NullMarked;
