package dev.sealift.worker.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FailureCausesTest {

    private static final String SOURCE = "https://s3.eu-central-1.amazonaws.com/orders/ctl%EF%BF%BDx";

    /** On a log that AzCopy 10.32.2 wrote. */
    @Test
    void readsARealLog() throws URISyntaxException {
        Path file = Path.of(Objects.requireNonNull(getClass().getResource("/azcopy/job.log"))
                .toURI());

        assertThat(FailureCauses.of(file, Set.of(SOURCE)))
                .isEqualTo(Map.of(SOURCE, "000: The specified key does not exist."));
        assertThat(FailureCauses.of(file, Set.of())).isEmpty();
    }

    /** AzCopy tells a transfer's status, and the service's code only of the request. */
    @Test
    void readsTheCodeOfTheRequestThatFailed() throws URISyntaxException {
        Path file = Path.of(Objects.requireNonNull(getClass().getResource("/azcopy/firewalled.log"))
                .toURI());
        String atOnce = "https://s3.us-east-1.amazonaws.com/bkt/plain/2.txt";
        String atTheSecondTry = "https://s3.us-east-1.amazonaws.com/bkt/plain/11/00113.bin";

        assertThat(FailureCauses.of(file, Set.of(atOnce, atTheSecondTry)))
                .containsOnlyKeys(atOnce, atTheSecondTry)
                .allSatisfy((_, cause) -> assertThat(cause)
                        .startsWith("403: 403 Forbidden. When Committing block list. X-Ms-Request-Id: ")
                        .endsWith(" (AuthorizationFailure)"));
    }

    @Test
    void readsALineWithAQuery() {
        assertThat(FailureCauses.parse(
                        "ERR: [P#0-T#1] COPYFAILED: https://x/b/k?X-Amz-Signature=abc : 403 : No sig=xyz"))
                .contains(Map.entry("https://x/b/k", "403: No sig=REDACTED"));
    }

    @Test
    void aLogThatIsntThereHasNoCauses() {
        assertThat(FailureCauses.of(Path.of("/nowhere"), Set.of(SOURCE))).isEmpty();
    }
}
