/**
 * Ways to export the figures of sessions from a container that has no metrics of its own. {@link
 * io.github.dynamosession.metrics.PrometheusExport} is one; the property {@code metrics} chooses.
 */
@NullMarked
package io.github.dynamosession.metrics;

import org.jspecify.annotations.NullMarked;
