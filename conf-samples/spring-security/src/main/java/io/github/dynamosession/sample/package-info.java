/** A shop with Spring Security. Start at {@link io.github.dynamosession.sample.SecurityConfiguration}. */
@NullMarked
package io.github.dynamosession.sample;

import org.jspecify.annotations.NullMarked;
