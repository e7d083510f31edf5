package dev.sealift.worker.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Ours against the JDK's, which knows nothing of laying aside. */
class Md5Test {

    private static final Random RANDOM = new Random(7);

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static byte[] expected(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("MD5").digest(bytes);
    }

    @Test
    void isTheDigestWhateverTheLength() throws Exception {
        for (int count = 0; count <= 200; count++) {
            byte[] bytes = bytes(count);
            assertThat(Md5.START.ending(bytes, count)).as("%d bytes", count).isEqualTo(expected(bytes));
        }
    }

    @Test
    void goesOnFromAStateThatWasLaidAside() throws Exception {
        byte[] bytes = bytes(64 * 1000 + 13);
        for (int cut : new int[] {0, 64, 64 * 3, 64 * 999, 64 * 1000}) {
            byte[] state = Md5.START.then(bytes, cut).state();
            byte[] rest = Arrays.copyOfRange(bytes, cut, bytes.length);

            assertThat(Md5.resumed(state, cut).ending(rest, rest.length)).isEqualTo(expected(bytes));
        }
    }

    @Test
    void countsBeyondWhatAnIntHolds() {
        Md5 far = Md5.resumed(Md5.START.state(), 1L << 33);

        assertThat(far.ending(new byte[0], 0)).isNotEqualTo(Md5.START.ending(new byte[0], 0));
    }

    @Test
    void isCutAtWholeChunksOnly() {
        assertThatThrownBy(() -> Md5.START.then(new byte[100], 100)).isInstanceOf(IllegalArgumentException.class);
    }
}
