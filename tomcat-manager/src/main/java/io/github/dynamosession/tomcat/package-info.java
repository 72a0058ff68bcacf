/**
 * Sessions of Tomcat 10.1 and 11. Start at {@link io.github.dynamosession.tomcat.DynamoDbManager}; how a change is saved
 * before the client can see its response is in {@code SaveBeforeResponseValve} and {@code ResponseHook}.
 */
@NullMarked
package io.github.dynamosession.tomcat;

import org.jspecify.annotations.NullMarked;
