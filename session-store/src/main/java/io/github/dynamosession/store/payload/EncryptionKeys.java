package io.github.dynamosession.store.payload;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.dynamosession.store.InvalidConfigurationException;
import io.github.dynamosession.store.KeySetReference;
import io.github.dynamosession.store.Loggers;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.codec.CodecException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The key set of one application on one node. When it is used it looks now and then whether its file has changed, and at once
 * when it meets a ciphertext of a key that it has not; so keys are rotated without a restart and without a thread.
 */
public final class EncryptionKeys {

    private static final Logger LOG = Loggers.of(EncryptionKeys.class);

    /** It is a read of a small file. */
    static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    /** Else whoever writes the table could make a node read its file with each request. */
    static final Duration LOOK_AT_ONCE_EVERY = Duration.ofSeconds(1);

    private final Supplier<String> place;
    private final Function<String, CipherKeys> reader;
    private final LongSupplier nanoTime;
    private final ReentrantLock looking = new ReentrantLock();

    private volatile CipherKeys keys;
    private volatile long lookedAt;

    @GuardedBy("looking")
    private String text;

    @GuardedBy("looking")
    private boolean failing;

    /**
     * @param place gives the text of the key set
     * @param reader makes a key set of a text; called once for each that is new
     */
    EncryptionKeys(Supplier<String> place, Function<String, CipherKeys> reader, LongSupplier nanoTime) {
        this.place = place;
        this.reader = reader;
        this.nanoTime = nanoTime;
        this.text = place.get();
        this.keys = reader.apply(text);
        this.lookedAt = nanoTime.getAsLong();
    }

    /**
     * The keys that the configuration names, if any.
     *
     * @throws InvalidConfigurationException if they cannot be used
     * @throws StoreException if AWS KMS, which has to decrypt them, does not
     */
    public static Optional<EncryptionKeys> open(SessionStoreConfig config) {
        return config.encryptionKeys().map(reference -> open(reference, config));
    }

    private static EncryptionKeys open(KeySetReference reference, SessionStoreConfig config) {
        KeySetReader reader = installed(reference);
        try {
            return new EncryptionKeys(
                    reference::content, text -> reader.read(text, reference, config), System::nanoTime);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationException(
                    List.of("encryptionKeys=" + reference + " names " + e.getMessage()));
        }
    }

    /** What is beside our own classes, whatever the web application brings along. */
    private static KeySetReader installed(KeySetReference reference) {
        return ServiceLoader.load(KeySetReader.class, KeySetReader.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new InvalidConfigurationException(List.of("encryptionKeys=" + reference
                        + " needs the jar of dynamosession-encryption beside that of the sessions, in the same"
                        + " directory (docs/security.md): put it there")));
    }

    byte[] encrypt(byte[] plaintext, byte[] associatedData) {
        return current().encrypt(plaintext, associatedData);
    }

    /**
     * Decrypts what some node has encrypted.
     *
     * @param what for messages
     * @throws StoreException if this node has not the key, which says nothing of the ciphertext
     * @throws CodecException if the ciphertext is damaged, or was made for another place
     */
    byte[] decrypt(byte[] ciphertext, byte[] associatedData, Supplier<String> what) {
        CipherKeys having = having(ciphertext, what);
        try {
            return having.decrypt(ciphertext, associatedData);
        } catch (GeneralSecurityException e) {
            throw new CodecException("its encrypted bytes are damaged, or were moved here from another place", e);
        }
    }

    /** @throws StoreException if this node has not the key of a ciphertext */
    void requireKeyOf(byte[] ciphertext, Supplier<String> what) {
        having(ciphertext, what);
    }

    private CipherKeys having(byte[] ciphertext, Supplier<String> what) {
        CipherKeys present = current();
        if (present.missingKey(ciphertext).isPresent()) {
            present = lookAtOnce();
        }
        present.missingKey(ciphertext).ifPresent(id -> {
            throw new StoreException(
                    what.get() + " is encrypted by key " + id
                            + ", which this node has not: add the key to this node's key"
                            + " set (encryptionKeys) before any node encrypts by it",
                    null);
        });
        return present;
    }

    private CipherKeys current() {
        if (isTimeToLook(LOOK_EVERY) && looking.tryLock()) { // who comes meanwhile goes on with the old ones
            look(LOOK_EVERY);
        }
        return keys;
    }

    private CipherKeys lookAtOnce() {
        looking.lock(); // who comes meanwhile needs the answer too
        look(LOOK_AT_ONCE_EVERY);
        return keys;
    }

    private boolean isTimeToLook(Duration every) {
        return nanoTime.getAsLong() - lookedAt >= every.toNanos();
    }

    /** Ends the look that the caller has begun. */
    private void look(Duration every) {
        try {
            lookNow(every);
        } finally {
            looking.unlock();
        }
    }

    @GuardedBy("looking")
    private void lookNow(Duration every) {
        try {
            if (isTimeToLook(every)) {
                String now = place.get();
                if (!now.equals(text)) {
                    keys = reader.apply(now);
                    text = now;
                    LOG.log(Level.INFO, "the key set has changed: {0}", keys);
                }
                failing = false;
                lookedAt = nanoTime.getAsLong();
            }
        } catch (IllegalArgumentException | StoreException e) {
            LOG.log(
                    failing ? Level.DEBUG : Level.WARNING,
                    "the key set cannot be read any more, its keys of before stay in use: {0}",
                    e.getMessage());
            failing = true;
            lookedAt = nanoTime.getAsLong();
        }
    }
}
