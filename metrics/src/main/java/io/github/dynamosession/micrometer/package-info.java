/** Figures of sessions as meters of Micrometer. */
@NullMarked
package io.github.dynamosession.micrometer;

import org.jspecify.annotations.NullMarked;
