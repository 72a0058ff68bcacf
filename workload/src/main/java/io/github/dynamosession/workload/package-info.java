/**
 * Clients that use the demo's shop, and the judgement of what they saw. Start at {@link
 * io.github.dynamosession.workload.Workload}; {@link io.github.dynamosession.workload.Checker} says what is judged, and how.
 */
@NullMarked
package io.github.dynamosession.workload;

import org.jspecify.annotations.NullMarked;
