/**
 * What a request costs from end to end, against one that makes the same calls by hand. Start at {@link
 * io.github.dynamosession.benchmarks.requests.RequestsBenchmark}.
 */
@NullMarked
package io.github.dynamosession.benchmarks.requests;

import org.jspecify.annotations.NullMarked;
