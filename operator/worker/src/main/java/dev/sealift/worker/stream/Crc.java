package dev.sealift.worker.stream;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The cyclic redundancy checks that S3 knows, with a register that can be laid aside and gone on with. All three are reflected,
 * begin with all ones and end by an inversion, so one routine by eight tables does for all.
 *
 * @see <a href="https://reveng.sourceforge.io/crc-catalogue/all.htm">Catalogue of parametrised CRC algorithms</a>
 */
enum Crc {
    /** CRC-32/ISO-HDLC. */
    Crc32(32, 0xEDB88320L),
    /** CRC-32/ISCSI. */
    Crc32c(32, 0x82F63B78L),
    /** CRC-64/NVME. */
    Crc64Nvme(64, 0x9A6C9329AC4BC9B5L);

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int TABLES = 8;

    private final int width;
    private final long[][] tables = new long[TABLES][256];

    Crc(int width, long polynomial) {
        this.width = width;
        for (int n = 0; n < 256; n++) {
            long register = n;
            for (int bit = 0; bit < 8; bit++) {
                register = (register & 1) == 0 ? register >>> 1 : (register >>> 1) ^ polynomial;
            }
            tables[0][n] = register;
        }
        for (int table = 1; table < TABLES; table++) {
            for (int n = 0; n < 256; n++) {
                long before = tables[table - 1][n];
                tables[table][n] = (before >>> 8) ^ tables[0][(int) (before & 0xFF)];
            }
        }
    }

    /** The register before the first byte. */
    long start() {
        return mask();
    }

    private long mask() {
        return width == 64 ? -1L : (1L << width) - 1;
    }

    /** The register after more bytes. */
    long then(long register, byte[] bytes, int count) {
        long crc = register;
        int at = 0;
        for (; at + 8 <= count; at += 8) {
            crc = eight(crc ^ (long) LONG.get(bytes, at));
        }
        for (; at < count; at++) {
            crc = (crc >>> 8) ^ tables[0][(int) ((crc ^ bytes[at]) & 0xFF)];
        }
        return crc;
    }

    private long eight(long x) {
        return tables[7][(int) (x & 0xFF)]
                ^ tables[6][(int) ((x >>> 8) & 0xFF)]
                ^ tables[5][(int) ((x >>> 16) & 0xFF)]
                ^ tables[4][(int) ((x >>> 24) & 0xFF)]
                ^ tables[3][(int) ((x >>> 32) & 0xFF)]
                ^ tables[2][(int) ((x >>> 40) & 0xFF)]
                ^ tables[1][(int) ((x >>> 48) & 0xFF)]
                ^ tables[0][(int) (x >>> 56)];
    }

    /** Lower-case hex of the check at that register. */
    String hex(long register) {
        String digits = Long.toHexString(register ^ mask());
        return "0".repeat(width / 4 - digits.length()) + digits;
    }
}
