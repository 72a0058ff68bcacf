/** A shop on Jakarta Faces, whose beans are those of CDI. */
@NullMarked
package io.github.dynamosession.frameworks.faces;

import org.jspecify.annotations.NullMarked;
