/**
 * Values to bytes and back, in the class space of one web application. Start at {@link
 * io.github.dynamosession.store.codec.AttributeCodec}.
 */
@NullMarked
package io.github.dynamosession.store.codec;

import org.jspecify.annotations.NullMarked;
