/**
 * Data keys of AWS KMS, which encrypt key sets. Not for users. Start at {@link
 * io.github.dynamosession.store.kms.KmsDataKeys}.
 */
@NullMarked
package io.github.dynamosession.store.kms;

import org.jspecify.annotations.NullMarked;
