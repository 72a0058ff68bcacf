/** A shop on Apache Wicket. */
@NullMarked
package io.github.dynamosession.frameworks.wicket;

import org.jspecify.annotations.NullMarked;
