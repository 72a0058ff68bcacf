/** Spans of what requests wait for, where OpenTelemetry is; start at {@link GlobalTracer}. */
@NullMarked
package io.github.dynamosession.node.trace;

import org.jspecify.annotations.NullMarked;
