package dev.sealift.testkit.shake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

    private static final int BYTES = 300_000;

    @Test
    void who_reads_as_fast_as_another_writes_never_comes_to_an_end(@TempDir Path directory) throws Exception {
        Spool spool = new Spool(directory.resolve("0.aof"), 0);
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < BYTES; i++) {
                append(spool, (byte) i);
            }
        });

        byte[] some = new byte[64];
        for (int read = 0; read < BYTES; ) {
            int count = spool.input().read(some, 0, some.length);
            assertThat(count).isPositive();
            for (int i = 0; i < count; i++, read++) {
                assertThat(some[i]).isEqualTo((byte) read);
            }
        }
        writing.get();
        assertThat(spool.readOffset()).isEqualTo(BYTES);
    }

    private static void append(Spool spool, byte one) {
        try {
            spool.append(new byte[] {one}, 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
