package io.github.dynamosession.encryption;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.AeadKey;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.util.SecretBytes;
import io.github.dynamosession.store.payload.CipherKeys;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Keys of Tink, one of which is the primary: it encrypts. Each key decrypts what it has encrypted, as a ciphertext begins
 * with the id of its key. Immutable.
 */
public final class KeySet implements CipherKeys {

    /** How a ciphertext begins; the id of its key follows. */
    private static final byte KEY_ID_FOLLOWS = 1;

    private static final int PREFIX = 5;

    /** Of our own: in Tink's registry, what a program registers, or forbids, would count. */
    private static final Configuration TINK = AeadConfig2026.get();

    private static final AesGcmParameters DATA_KEY = dataKey();

    private final KeysetHandle handle;
    private final Aead aead;
    /** Asked for each value of each session that is loaded. */
    private final Set<Integer> enabledIds;

    private KeySet(KeysetHandle handle) throws GeneralSecurityException {
        this.handle = handle;
        this.aead = handle.getPrimitive(TINK, Aead.class);
        this.enabledIds = entries(handle).stream()
                .filter(KeySet::isEnabled)
                .map(KeysetHandle.Entry::getId)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** One key of a set. */
    public record Key(String id, boolean primary, boolean enabled) {}

    /** A set of one new key. */
    public static KeySet create() {
        try {
            return new KeySet(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TINK));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /** A data key of 256 bits as a set of its own, whose ciphertexts name no key. */
    @AccessesPartialKey
    static KeySet ofDataKey(byte[] dataKey) {
        try {
            AesGcmKey key = AesGcmKey.builder()
                    .setParameters(DATA_KEY)
                    .setKeyBytes(SecretBytes.copyFrom(dataKey, InsecureSecretKeyAccess.get()))
                    .build();
            return new KeySet(KeysetHandle.newBuilder()
                    .setConfiguration(TINK)
                    .addEntry(KeysetHandle.importKey(key).withRandomId().makePrimary())
                    .build());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the data key has not 256 bits", e);
        }
    }

    /**
     * Reads Tink's JSON.
     *
     * @throws IllegalArgumentException if that cannot be the key set of a node; the message says why, and shows no key
     */
    public static KeySet parse(String json) {
        try {
            KeysetHandle handle = TinkJsonProtoKeysetFormat.parseKeyset(json, TINK, InsecureSecretKeyAccess.get());
            for (KeysetHandle.Entry entry : entries(handle)) {
                requireKeyIdInCiphertext(entry);
            }
            return new KeySet(handle);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no usable set of AEAD keys in Tink's JSON: " + e.getMessage(), e);
        } catch (RuntimeException e) { // whose message could show what it has read
            throw new IllegalArgumentException("no set of keys in Tink's JSON", e);
        }
    }

    /** Without, nobody could tell a key that a node lacks from damage. */
    private static void requireKeyIdInCiphertext(KeysetHandle.Entry entry) throws GeneralSecurityException {
        boolean named = entry.getKey() instanceof AeadKey key
                && key.getOutputPrefix().size() == PREFIX
                && key.getOutputPrefix().toByteArray()[0] == KEY_ID_FOLLOWS;
        if (!named) {
            throw new GeneralSecurityException("key " + shown(entry.getId())
                    + " is not of the output prefix type TINK, so that no ciphertext names it");
        }
    }

    /** Tink's JSON, with the keys in clear. */
    public String toJson() {
        try {
            return TinkJsonProtoKeysetFormat.serializeKeyset(handle, TINK, InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a set that was parsed or made can be written", e);
        }
    }

    public List<Key> keys() {
        return entries(handle).stream()
                .map(entry -> new Key(shown(entry.getId()), entry.isPrimary(), isEnabled(entry)))
                .toList();
    }

    // ---------------------------------------------------------------- encryption

    @Override
    public byte[] encrypt(byte[] plaintext, byte[] associatedData) {
        try {
            return aead.encrypt(plaintext, associatedData);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key set does not encrypt", e);
        }
    }

    @Override
    public byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws GeneralSecurityException {
        return aead.decrypt(ciphertext, associatedData);
    }

    @Override
    public Optional<String> missingKey(byte[] ciphertext) {
        if (ciphertext.length < PREFIX || ciphertext[0] != KEY_ID_FOLLOWS) {
            return Optional.empty();
        }
        int id = ByteBuffer.wrap(ciphertext, 1, Integer.BYTES).getInt();
        return enabledIds.contains(id) ? Optional.empty() : Optional.of(shown(id));
    }

    private static AesGcmParameters dataKey() {
        try {
            return AesGcmParameters.builder()
                    .setKeySizeBytes(32)
                    .setIvSizeBytes(12)
                    .setTagSizeBytes(16)
                    .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("these are the parameters of AES-256-GCM", e);
        }
    }

    // ---------------------------------------------------------------- rotation

    /** With a new key that does not encrypt yet. */
    public KeySet withNewKey() {
        try {
            com.google.crypto.tink.Key key = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TINK)
                    .getPrimary()
                    .getKey();
            return new KeySet(builder().addEntry(KeysetHandle.importKey(key)).build());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /** @throws IllegalArgumentException if there is no such key, or a disabled one */
    public KeySet withPrimary(String id) {
        KeysetHandle.Builder builder = builder();
        builder.getAt(indexOf(id)).makePrimary();
        return built(builder, "key " + id + " cannot encrypt");
    }

    /** @throws IllegalArgumentException if there is no such key, or if it encrypts */
    public KeySet without(String id) {
        int index = indexOf(id);
        if (keys().get(index).primary()) {
            throw new IllegalArgumentException("key " + id + " encrypts; make another one the primary first");
        }
        return built(builder().deleteAt(index), "key " + id + " cannot be removed");
    }

    private KeysetHandle.Builder builder() {
        return KeysetHandle.newBuilder(handle).setConfiguration(TINK);
    }

    private static KeySet built(KeysetHandle.Builder builder, String otherwise) {
        try {
            return new KeySet(builder.build());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(otherwise + ": " + e.getMessage(), e);
        }
    }

    private int indexOf(String id) {
        List<Key> keys = keys();
        return IntStream.range(0, keys.size())
                .filter(index -> keys.get(index).id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no key " + id));
    }

    private static List<KeysetHandle.Entry> entries(KeysetHandle handle) {
        return IntStream.range(0, handle.size()).mapToObj(handle::getAt).toList();
    }

    private static boolean isEnabled(KeysetHandle.Entry entry) {
        return entry.getStatus() == KeyStatus.ENABLED;
    }

    /** As Tink's own tool shows it. */
    private static String shown(int id) {
        return Integer.toUnsignedString(id);
    }

    /** Without a key. */
    @Override
    public String toString() {
        return keys().toString();
    }
}
