/**
 * Jetty's sessions on the session store. Start at {@link io.github.dynamosession.jetty.DynamoDbSessionCache} for a
 * request's way through it, at {@link io.github.dynamosession.jetty.DynamoDbSessionDataStoreFactory} to use it.
 */
@NullMarked
package io.github.dynamosession.jetty;

import org.jspecify.annotations.NullMarked;
