package io.github.dynamosession.benchmarks;

import com.github.luben.zstd.Zstd;
import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import net.jpountz.lz4.LZ4Factory;

/** Ways to make stored bytes fewer. Each is used as it should be: what can be kept between calls is kept. */
@SuppressWarnings("ImmutableEnumChecker") // what it keeps is used by one thread
public enum Compressor {
    DEFLATE_1 {
        @Override
        byte[] compress(byte[] bytes) {
            return deflate(bytes, 1);
        }

        @Override
        byte[] decompress(byte[] compressed, int size) throws DataFormatException {
            return inflate(compressed, size);
        }
    },
    DEFLATE_6 {
        @Override
        byte[] compress(byte[] bytes) {
            return deflate(bytes, 6);
        }

        @Override
        byte[] decompress(byte[] compressed, int size) throws DataFormatException {
            return inflate(compressed, size);
        }
    },
    /** lz4-java without its native code. */
    LZ4_JAVA {
        private final LZ4Factory factory = LZ4Factory.safeInstance();

        @Override
        byte[] compress(byte[] bytes) {
            return factory.fastCompressor().compress(bytes);
        }

        @Override
        byte[] decompress(byte[] compressed, int size) {
            return factory.safeDecompressor().decompress(compressed, size);
        }
    },
    ZSTD_JNI {
        @Override
        byte[] compress(byte[] bytes) {
            return Zstd.compress(bytes, 3);
        }

        @Override
        byte[] decompress(byte[] compressed, int size) {
            return Zstd.decompress(compressed, size);
        }
    },
    AIR_LZ4 {
        @Override
        byte[] compress(byte[] bytes) {
            return airCompress(new Lz4Compressor(), bytes);
        }

        @Override
        byte[] decompress(byte[] compressed, int size) {
            byte[] bytes = new byte[size];
            new Lz4Decompressor().decompress(compressed, 0, compressed.length, bytes, 0, size);
            return bytes;
        }
    },
    AIR_ZSTD {
        @Override
        byte[] compress(byte[] bytes) {
            return airCompress(new ZstdCompressor(), bytes);
        }

        @Override
        byte[] decompress(byte[] compressed, int size) {
            byte[] bytes = new byte[size];
            new ZstdDecompressor().decompress(compressed, 0, compressed.length, bytes, 0, size);
            return bytes;
        }
    };

    abstract byte[] compress(byte[] bytes);

    abstract byte[] decompress(byte[] compressed, int size) throws DataFormatException;

    private static byte[] deflate(byte[] bytes, int level) {
        Deflater deflater = new Deflater(level, true);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] compressed = new byte[bytes.length + bytes.length / 100 + 64];
            return Arrays.copyOf(compressed, deflater.deflate(compressed));
        } finally {
            deflater.end();
        }
    }

    private static byte[] inflate(byte[] compressed, int size) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(compressed);
            byte[] bytes = new byte[size];
            return Arrays.copyOf(bytes, inflater.inflate(bytes));
        } finally {
            inflater.end();
        }
    }

    private static byte[] airCompress(io.airlift.compress.Compressor compressor, byte[] bytes) {
        byte[] compressed = new byte[compressor.maxCompressedLength(bytes.length)];
        int length = compressor.compress(bytes, 0, bytes.length, compressed, 0, compressed.length);
        return Arrays.copyOf(compressed, length);
    }
}
