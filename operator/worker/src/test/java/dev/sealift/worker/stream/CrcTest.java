package dev.sealift.worker.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CrcTest {

    private static String hex(Crc crc, byte[] bytes) {
        return crc.hex(crc.then(crc.start(), bytes, bytes.length));
    }

    /** The check values of the catalogue. */
    @ParameterizedTest
    @CsvSource({"Crc32,cbf43926", "Crc32c,e3069283", "Crc64Nvme,ae8b14860a799888"})
    void hasTheCatalogueCheckValue(Crc crc, String expected) {
        assertThat(hex(crc, "123456789".getBytes(StandardCharsets.US_ASCII))).isEqualTo(expected);
    }

    @Test
    void agreesWithTheJdk() {
        byte[] bytes = new byte[10_007];
        new Random(3).nextBytes(bytes);

        assertThat(hex(Crc.Crc32, bytes)).isEqualTo(jdk(new CRC32(), bytes));
        assertThat(hex(Crc.Crc32c, bytes)).isEqualTo(jdk(new CRC32C(), bytes));
    }

    private static String jdk(Checksum checksum, byte[] bytes) {
        checksum.update(bytes);
        return String.format("%08x", checksum.getValue());
    }

    @ParameterizedTest
    @EnumSource
    void goesOnFromARegister(Crc crc) {
        byte[] bytes = new byte[1001];
        new Random(5).nextBytes(bytes);
        long register = crc.then(crc.start(), bytes, 333);
        byte[] rest = Arrays.copyOfRange(bytes, 333, bytes.length);

        assertThat(crc.hex(crc.then(register, rest, rest.length))).isEqualTo(hex(crc, bytes));
    }
}
