package io.github.dynamosession.store.payload;

import java.util.ArrayList;
import java.util.List;

/** Bytes of which nobody knows how many will come: no array is copied to make room for more, and all are joined once. */
final class Chunks {

    private static final int LEAST = 64;
    private static final int MOST = 8192; // of one chunk: the last one is seldom full

    private final List<byte[]> full = new ArrayList<>();
    private byte[] chunk;
    private int used;
    private int size;

    /** @param expected how many will come, as a guess */
    Chunks(long expected) {
        chunk = new byte[(int) Math.max(LEAST, Math.min(MOST, expected))];
    }

    /** The array that takes the next bytes. Only then ask for their {@link #start} and the {@link #room}: it may be a new one. */
    byte[] chunk() {
        if (room() == 0) {
            full.add(chunk);
            chunk = new byte[Math.min(MOST, 2 * chunk.length)];
            used = 0;
        }
        return chunk;
    }

    int start() {
        return used;
    }

    int room() {
        return chunk.length - used;
    }

    /** So many have been put there. */
    void add(int length) {
        used += length;
        size += length;
    }

    int size() {
        return size;
    }

    /** All of them behind the first bytes of another array. */
    byte[] behind(byte[] front, int frontLength) {
        byte[] all = new byte[frontLength + size];
        System.arraycopy(front, 0, all, 0, frontLength);
        int position = frontLength;
        for (byte[] each : full) {
            System.arraycopy(each, 0, all, position, each.length);
            position += each.length;
        }
        System.arraycopy(chunk, 0, all, position, used);
        return all;
    }
}
