package dev.sealift.worker.azcopy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class CappedLinesTest {

    @Test
    void cutsALongLineAndGoesOnBehindIt() throws IOException {
        CappedLines lines = new CappedLines(new StringReader("short\n" + "x".repeat(100) + "\n\nlast"), 10);

        assertThat(lines.next()).isEqualTo("short");
        assertThat(lines.next()).isEqualTo("x".repeat(10));
        assertThat(lines.next()).isEmpty();
        assertThat(lines.next()).isEqualTo("last");
        assertThat(lines.next()).isNull();
    }
}
