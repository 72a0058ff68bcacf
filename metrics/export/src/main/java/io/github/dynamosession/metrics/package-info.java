/**
 * Ways to export the figures of sessions from a container that has no metrics of its own; the property {@code metrics} chooses.
 * Start at {@link io.github.dynamosession.metrics.PrometheusExport}.
 */
@NullMarked
package io.github.dynamosession.metrics;

import org.jspecify.annotations.NullMarked;
