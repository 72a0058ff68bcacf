/** The demo keeps what it shows, its balancer and its judge do what they say, and nothing is left behind. */
package io.github.dynamosession.demo;
