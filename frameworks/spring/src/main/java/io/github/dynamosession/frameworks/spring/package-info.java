/** A shop as Spring's own guides write one: nothing in it knows where sessions are kept. */
@NullMarked
package io.github.dynamosession.frameworks.spring;

import org.jspecify.annotations.NullMarked;
