/**
 * The demo: two Tomcats and a Jetty behind a balancer without stickiness, and a check that nothing is lost while they die. Start at
 * {@link io.github.dynamosession.demo.Demo}.
 */
@NullMarked
package io.github.dynamosession.demo;

import org.jspecify.annotations.NullMarked;
