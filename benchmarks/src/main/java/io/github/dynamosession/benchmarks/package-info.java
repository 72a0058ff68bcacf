/**
 * What a request with a session costs; what a session's bytes cost, in time, memory and size, against what else one could use;
 * and what metrics cost. Start at {@link io.github.dynamosession.benchmarks.Report}, which makes the tables of docs/benchmarks.md.
 */
@NullMarked
package io.github.dynamosession.benchmarks;

import org.jspecify.annotations.NullMarked;
