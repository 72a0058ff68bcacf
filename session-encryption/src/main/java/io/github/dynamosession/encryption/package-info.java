/**
 * Key sets of Tink, which AWS KMS may encrypt. Not for users: a node finds them by {@link
 * io.github.dynamosession.store.payload.KeySetReader}. Start at {@link io.github.dynamosession.encryption.KeySet}.
 */
@NullMarked
package io.github.dynamosession.encryption;

import org.jspecify.annotations.NullMarked;
