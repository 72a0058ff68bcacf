/**
 * Encoded values to stored bytes and back: the versioned header, encryption and its keys. Not for users. Start at {@link
 * io.github.dynamosession.store.payload.PayloadFormat}.
 */
@NullMarked
package io.github.dynamosession.store.payload;

import org.jspecify.annotations.NullMarked;
