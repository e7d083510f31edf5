package dev.sealift.worker.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.worker.objects.Original.Algorithm;
import dev.sealift.worker.objects.Original.Digest;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DigestsTest {

    private static final String MD5 = "9a0364b9e99bb480dd25e1f0284c8555";

    @Test
    void readsAnETag() {
        assertThat(Digests.of('"' + MD5 + '"', false, Map.of())).containsExactly(new Digest(Algorithm.Md5, MD5, 0));
        assertThat(Digests.of('"' + MD5 + "-3\"", false, Map.of())).containsExactly(new Digest(Algorithm.Md5, MD5, 3));
        assertThat(Digests.of("\"weird\"", false, Map.of())).isEmpty();
    }

    @Test
    void doesntTakeAnEncryptedObjectsETagForADigest() {
        assertThat(Digests.of('"' + MD5 + '"', true, Map.of(Algorithm.Crc32, "y/Q5Jg==")))
                .containsExactly(new Digest(Algorithm.Crc32, "cbf43926", 0));
    }

    @Test
    void readsChecksumsOfTheWholeAndOfParts() {
        Map<Algorithm, String> said = Digests.said(null, null, "rosUhgp5mIg=", "", "y/Q5Jg==-2");

        assertThat(Digests.of(null, false, said))
                .containsExactlyInAnyOrder(
                        new Digest(Algorithm.Crc64Nvme, "ae8b14860a799888", 0),
                        new Digest(Algorithm.Crc32, "cbf43926", 2));
    }
}
