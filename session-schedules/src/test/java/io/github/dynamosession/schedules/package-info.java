/** What requests of one node do to their session at the same time, with every switch between their threads chosen by Fray. */
@NullMarked
package io.github.dynamosession.schedules;

import org.jspecify.annotations.NullMarked;
