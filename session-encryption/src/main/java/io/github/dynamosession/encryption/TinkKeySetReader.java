package io.github.dynamosession.encryption;

import io.github.dynamosession.store.KeySetReference;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.payload.KeySetReader;

/** Key sets of Tink, in clear or encrypted by AWS KMS. */
public final class TinkKeySetReader implements KeySetReader {

    @Override
    public KeySet read(String text, KeySetReference reference, SessionStoreConfig config) {
        if (reference.byKms() != KeySetText.isEncrypted(text)) {
            throw new IllegalArgumentException(
                    reference.byKms()
                            ? "a key set that is not encrypted; if it is meant to be so, leave out aws-kms:"
                            : "a key set that AWS KMS encrypts, or none; in the first case put aws-kms: in front");
        }
        KmsDataKeys kms = new KmsDataKeys(config.region(), config.callTimeout());
        return KeySetText.parse(text, kms::decrypt).keys();
    }
}
