package dev.sealift.worker.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {

    @TempDir
    Path directory;

    private static Path bundle() throws Exception {
        return Path.of(Objects.requireNonNull(TrustTest.class.getResource("/trust/lab-ca.pem"))
                .toURI());
    }

    private static List<String> subjects(Path pem) throws Exception {
        try (InputStream in = Files.newInputStream(pem)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(c -> ((X509Certificate) c).getSubjectX500Principal().getName())
                    .toList();
        }
    }

    @Test
    void joinsTheBundleToTheRoots() throws Exception {
        List<String> without = subjects(Trust.of(null).writePem(directory));
        List<String> with = subjects(Trust.of(bundle()).writePem(directory));

        assertThat(without).isNotEmpty().doesNotContain("CN=Sealift test authority");
        assertThat(with).containsAll(without).contains("CN=Sealift test authority");
    }

    @Test
    void saysWhichBundleCantBeRead() {
        Path missing = directory.resolve("missing.pem");

        assertThatThrownBy(() -> Trust.of(missing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("missing.pem");
    }
}
