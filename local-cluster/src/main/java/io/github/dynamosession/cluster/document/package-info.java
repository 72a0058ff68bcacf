/** The parts of the documentation that tests make. Start at {@link Document}. */
@NullMarked
package io.github.dynamosession.cluster.document;

import org.jspecify.annotations.NullMarked;
