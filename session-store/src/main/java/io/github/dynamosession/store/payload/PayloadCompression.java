package io.github.dynamosession.store.payload;

import io.github.dynamosession.store.codec.CodecException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Stored bytes whose body is compressed, by the JDK's Deflate: see {@code docs/benchmarks.md} for what else there is. */
public final class PayloadCompression {

    private static final byte NONE = 0;
    private static final byte DEFLATE = 1;

    private PayloadCompression() {}

    /** The same payload with a compressed body; it may be longer than before. */
    public static byte[] compress(byte[] payload) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(payload.length / 2);
        bytes.write(payload, 0, PayloadFormat.HEADER);
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try (DeflaterOutputStream body = new DeflaterOutputStream(bytes, deflater)) {
            body.write(payload, PayloadFormat.HEADER, payload.length - PayloadFormat.HEADER);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail so
        } finally {
            deflater.end();
        }
        return withCompression(DEFLATE, bytes.toByteArray());
    }

    /**
     * The payload with a plain body; itself if it is not compressed, or by what only a newer node knows.
     *
     * @param maxBytes the most that it may take then
     * @throws CodecException if it is damaged, or would take more
     */
    public static byte[] decompress(byte[] payload, int maxBytes) {
        boolean compressed = payload.length >= PayloadFormat.HEADER && payload[PayloadFormat.COMPRESSION] == DEFLATE;
        return compressed ? withCompression(NONE, inflated(payload, maxBytes)) : payload;
    }

    /** Not more is made than asked for, whatever the bytes claim. */
    private static byte[] inflated(byte[] payload, int maxBytes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(2 * payload.length);
        bytes.write(payload, 0, PayloadFormat.HEADER);
        Inflater inflater = new Inflater(true);
        try (InflaterInputStream body = new InflaterInputStream(
                new ByteArrayInputStream(payload, PayloadFormat.HEADER, payload.length - PayloadFormat.HEADER),
                inflater)) {
            byte[] buffer = new byte[8192];
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                if (bytes.size() + read > maxBytes) {
                    throw new CodecException("cannot decode: it has more than " + maxBytes + " bytes", null);
                }
                bytes.write(buffer, 0, read);
            }
        } catch (IOException e) {
            throw new CodecException("cannot decode: the bytes are damaged: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
        return bytes.toByteArray();
    }

    private static byte[] withCompression(byte id, byte[] payload) {
        payload[PayloadFormat.COMPRESSION] = id;
        return payload;
    }
}
