/** Of the core, what only a module with Spring can test. */
@NullMarked
package io.github.dynamosession.store.codec;

import org.jspecify.annotations.NullMarked;
