/** Classes of session attributes: they exist in {@code WEB-INF/classes} only, out of the reach of the container. */
@NullMarked
package io.github.dynamosession.testapp.attribute;

import org.jspecify.annotations.NullMarked;
