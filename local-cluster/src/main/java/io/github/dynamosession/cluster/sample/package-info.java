/**
 * What the samples of this project that are programs have to show. Each is a shop with one page, {@code /cart}: {@code
 * POST} adds an {@code item}, {@code GET} shows all of them.
 */
@NullMarked
package io.github.dynamosession.cluster.sample;

import org.jspecify.annotations.NullMarked;
