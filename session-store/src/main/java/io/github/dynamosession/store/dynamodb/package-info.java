/**
 * Sessions in one DynamoDB table. Start at {@link io.github.dynamosession.store.dynamodb.DynamoDbSessionStore}; what an
 * item looks like stands in {@code SessionTable}.
 */
@NullMarked
package io.github.dynamosession.store.dynamodb;

import org.jspecify.annotations.NullMarked;
