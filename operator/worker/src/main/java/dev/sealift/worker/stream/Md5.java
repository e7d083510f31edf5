package dev.sealift.worker.stream;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An MD5 that can be laid aside after whole chunks of 64 bytes and gone on with in another process, which no JDK's can. Against
 * damage, not against attackers.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1321">RFC 1321</a>
 */
record Md5(int a, int b, int c, int d, long length) {

    /** Chunks may be cut only here. */
    static final int CHUNK = 64;

    static final int STATE_BYTES = 16;

    static final Md5 START = new Md5(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0);

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** Goes on with a state that was laid aside after {@code length} bytes. */
    static Md5 resumed(byte[] state, long length) {
        ByteBuffer buffer = ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN);
        return new Md5(buffer.getInt(), buffer.getInt(), buffer.getInt(), buffer.getInt(), length);
    }

    byte[] state() {
        return ByteBuffer.allocate(STATE_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(a)
                .putInt(b)
                .putInt(c)
                .putInt(d)
                .array();
    }

    /** After more whole chunks. */
    Md5 then(byte[] bytes, int count) {
        if (count % CHUNK != 0) {
            throw new IllegalArgumentException("not whole chunks: " + count);
        }
        int[] state = {a, b, c, d};
        for (int at = 0; at < count; at += CHUNK) {
            chunk(bytes, at, state);
        }
        return new Md5(state[0], state[1], state[2], state[3], length + count);
    }

    /** The digest of everything, with these last bytes. */
    byte[] ending(byte[] bytes, int count) {
        int whole = count - count % CHUNK;
        Md5 almost = then(bytes, whole);
        int rest = count - whole;
        byte[] last = new byte[rest + 9 <= CHUNK ? CHUNK : 2 * CHUNK];
        System.arraycopy(bytes, whole, last, 0, rest);
        last[rest] = (byte) 0x80;
        long bits = (length + count) * 8;
        ByteBuffer.wrap(last).order(ByteOrder.LITTLE_ENDIAN).putLong(last.length - 8, bits);
        return almost.then(last, last.length).state();
    }

    private static int word(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    private static int f(int a, int b, int c, int d, int x, int s, int t) {
        return Integer.rotateLeft(a + ((b & c) | (~b & d)) + x + t, s) + b;
    }

    private static int g(int a, int b, int c, int d, int x, int s, int t) {
        return Integer.rotateLeft(a + ((b & d) | (c & ~d)) + x + t, s) + b;
    }

    private static int h(int a, int b, int c, int d, int x, int s, int t) {
        return Integer.rotateLeft(a + (b ^ c ^ d) + x + t, s) + b;
    }

    private static int i(int a, int b, int c, int d, int x, int s, int t) {
        return Integer.rotateLeft(a + (c ^ (b | ~d)) + x + t, s) + b;
    }

    /** Written out, because a loop over tables is half as fast. */
    private static void chunk(byte[] bytes, int at, int[] state) {
        int x0 = word(bytes, at);
        int x1 = word(bytes, at + 4);
        int x2 = word(bytes, at + 8);
        int x3 = word(bytes, at + 12);
        int x4 = word(bytes, at + 16);
        int x5 = word(bytes, at + 20);
        int x6 = word(bytes, at + 24);
        int x7 = word(bytes, at + 28);
        int x8 = word(bytes, at + 32);
        int x9 = word(bytes, at + 36);
        int x10 = word(bytes, at + 40);
        int x11 = word(bytes, at + 44);
        int x12 = word(bytes, at + 48);
        int x13 = word(bytes, at + 52);
        int x14 = word(bytes, at + 56);
        int x15 = word(bytes, at + 60);
        int a = state[0];
        int b = state[1];
        int c = state[2];
        int d = state[3];
        a = f(a, b, c, d, x0, 7, 0xd76aa478);
        d = f(d, a, b, c, x1, 12, 0xe8c7b756);
        c = f(c, d, a, b, x2, 17, 0x242070db);
        b = f(b, c, d, a, x3, 22, 0xc1bdceee);
        a = f(a, b, c, d, x4, 7, 0xf57c0faf);
        d = f(d, a, b, c, x5, 12, 0x4787c62a);
        c = f(c, d, a, b, x6, 17, 0xa8304613);
        b = f(b, c, d, a, x7, 22, 0xfd469501);
        a = f(a, b, c, d, x8, 7, 0x698098d8);
        d = f(d, a, b, c, x9, 12, 0x8b44f7af);
        c = f(c, d, a, b, x10, 17, 0xffff5bb1);
        b = f(b, c, d, a, x11, 22, 0x895cd7be);
        a = f(a, b, c, d, x12, 7, 0x6b901122);
        d = f(d, a, b, c, x13, 12, 0xfd987193);
        c = f(c, d, a, b, x14, 17, 0xa679438e);
        b = f(b, c, d, a, x15, 22, 0x49b40821);
        a = g(a, b, c, d, x1, 5, 0xf61e2562);
        d = g(d, a, b, c, x6, 9, 0xc040b340);
        c = g(c, d, a, b, x11, 14, 0x265e5a51);
        b = g(b, c, d, a, x0, 20, 0xe9b6c7aa);
        a = g(a, b, c, d, x5, 5, 0xd62f105d);
        d = g(d, a, b, c, x10, 9, 0x02441453);
        c = g(c, d, a, b, x15, 14, 0xd8a1e681);
        b = g(b, c, d, a, x4, 20, 0xe7d3fbc8);
        a = g(a, b, c, d, x9, 5, 0x21e1cde6);
        d = g(d, a, b, c, x14, 9, 0xc33707d6);
        c = g(c, d, a, b, x3, 14, 0xf4d50d87);
        b = g(b, c, d, a, x8, 20, 0x455a14ed);
        a = g(a, b, c, d, x13, 5, 0xa9e3e905);
        d = g(d, a, b, c, x2, 9, 0xfcefa3f8);
        c = g(c, d, a, b, x7, 14, 0x676f02d9);
        b = g(b, c, d, a, x12, 20, 0x8d2a4c8a);
        a = h(a, b, c, d, x5, 4, 0xfffa3942);
        d = h(d, a, b, c, x8, 11, 0x8771f681);
        c = h(c, d, a, b, x11, 16, 0x6d9d6122);
        b = h(b, c, d, a, x14, 23, 0xfde5380c);
        a = h(a, b, c, d, x1, 4, 0xa4beea44);
        d = h(d, a, b, c, x4, 11, 0x4bdecfa9);
        c = h(c, d, a, b, x7, 16, 0xf6bb4b60);
        b = h(b, c, d, a, x10, 23, 0xbebfbc70);
        a = h(a, b, c, d, x13, 4, 0x289b7ec6);
        d = h(d, a, b, c, x0, 11, 0xeaa127fa);
        c = h(c, d, a, b, x3, 16, 0xd4ef3085);
        b = h(b, c, d, a, x6, 23, 0x04881d05);
        a = h(a, b, c, d, x9, 4, 0xd9d4d039);
        d = h(d, a, b, c, x12, 11, 0xe6db99e5);
        c = h(c, d, a, b, x15, 16, 0x1fa27cf8);
        b = h(b, c, d, a, x2, 23, 0xc4ac5665);
        a = i(a, b, c, d, x0, 6, 0xf4292244);
        d = i(d, a, b, c, x7, 10, 0x432aff97);
        c = i(c, d, a, b, x14, 15, 0xab9423a7);
        b = i(b, c, d, a, x5, 21, 0xfc93a039);
        a = i(a, b, c, d, x12, 6, 0x655b59c3);
        d = i(d, a, b, c, x3, 10, 0x8f0ccc92);
        c = i(c, d, a, b, x10, 15, 0xffeff47d);
        b = i(b, c, d, a, x1, 21, 0x85845dd1);
        a = i(a, b, c, d, x8, 6, 0x6fa87e4f);
        d = i(d, a, b, c, x15, 10, 0xfe2ce6e0);
        c = i(c, d, a, b, x6, 15, 0xa3014314);
        b = i(b, c, d, a, x13, 21, 0x4e0811a1);
        a = i(a, b, c, d, x4, 6, 0xf7537e82);
        d = i(d, a, b, c, x11, 10, 0xbd3af235);
        c = i(c, d, a, b, x2, 15, 0x2ad7d2bb);
        b = i(b, c, d, a, x9, 21, 0xeb86d391);
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
    }
}
