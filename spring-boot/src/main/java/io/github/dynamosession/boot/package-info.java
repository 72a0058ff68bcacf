/**
 * The Spring Boot starter: {@link io.github.dynamosession.boot.DynamoDbSessionsAutoConfiguration} is where to start.
 *
 * <p>One class set serves Spring Boot 3.5 and 4. What it uses of Spring Boot has the same name in both lines, but for the
 * customizers of Tomcat and of Jetty and for health, whose packages are others since 4: for these there is a method for each
 * line, in a class that is loaded only where its line is. Two modules would make users choose, and again when they upgrade.
 */
@NullMarked
package io.github.dynamosession.boot;

import org.jspecify.annotations.NullMarked;
