package dev.sealift.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustTest {

    @Test
    void aBundleAddsToTheRoots() {
        int roots = Trust.of(Optional.empty()).getAcceptedIssuers().length;

        assertThat(roots).isPositive();
        assertThat(Trust.of(bundle("# our proxy\n" + LocalCertificate.pem())).getAcceptedIssuers())
                .hasSize(roots + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no certificate at all", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
    void aBundleThatCantBeReadIsNamed(String pem) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> Trust.of(bundle(pem)))
                .withMessage("ConfigMap shop/ca key ca.crt holds no certificate that can be read");
    }

    private static Optional<Referenced> bundle(String pem) {
        return Optional.of(new Referenced("ConfigMap shop/ca key ca.crt", Map.of("ca.crt", pem), "1"));
    }
}
