/** Visits to applications of well-known frameworks, with each request on another node. Start at {@link FrameworksIT}. */
@NullMarked
package io.github.dynamosession.frameworks;

import org.jspecify.annotations.NullMarked;
