/** A program that is developed: DevTools loads it anew while it runs. */
@NullMarked
package io.github.dynamosession.boot.visits;

import org.jspecify.annotations.NullMarked;
