/** The parts of the documentation that tests make. Start at {@link Document}. */
@NullMarked
package io.github.dynamosession.it.document;

import org.jspecify.annotations.NullMarked;
