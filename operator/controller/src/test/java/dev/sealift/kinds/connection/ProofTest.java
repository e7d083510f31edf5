package dev.sealift.kinds.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.Condition;
import dev.sealift.api.ConditionStatus;
import dev.sealift.api.ConditionType;
import dev.sealift.api.Reason;
import dev.sealift.api.connection.ConnectionStatus;
import dev.sealift.api.connection.ConnectionStatus.Identity;
import dev.sealift.cloud.Access;
import dev.sealift.cloud.CloudProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProofTest {

    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");

    @Test
    void theFirstProofIsWrittenAndTold() {
        Proof proof = Proof.of(null, 1, granted(NOW), NOW);

        assertThat(proof.ready())
                .isEqualTo(new Condition(
                        ConditionType.Ready,
                        ConditionStatus.True,
                        "IdentityProven",
                        "known as arn:aws:iam::1:user/mover in 1",
                        1,
                        NOW));
        assertThat(proof.status().identity()).isEqualTo(identity(NOW));
        assertThat(proof.status().observedGeneration()).isEqualTo(1);
        assertThat(proof.toWrite()).isTrue();
        assertThat(proof.isNews()).isTrue();
        assertThat(proof.again()).isEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @CsvSource({"PT1M, false", "PT4M59S, false", "PT5M, true", "PT6M, true"})
    void theSameAgainIsWrittenOnlyWhenTheLastProofIsOld(Duration age, boolean written) {
        ConnectionStatus before = Proof.of(null, 1, granted(NOW), NOW).status();
        Instant later = NOW.plus(age);

        Proof proof = Proof.of(before, 1, granted(later), later);

        assertThat(proof.toWrite()).isEqualTo(written);
        assertThat(proof.isNews()).isFalse();
        assertThat(proof.ready().lastTransitionTime()).isEqualTo(NOW);
    }

    @Test
    void renewedCredentialsAreWrittenAndNoNews() {
        ConnectionStatus before = Proof.of(null, 1, granted(NOW), NOW).status();
        Identity renewed = new Identity("arn:aws:iam::1:user/mover", "1", null, "Secret", NOW.plusSeconds(3600), NOW);

        Proof proof = Proof.of(before, 1, new Access.Granted<>(renewed), NOW);

        assertThat(proof.toWrite()).isTrue();
        assertThat(proof.isNews()).isFalse();
    }

    @Test
    void aRefusalSaysWhatAndTheRemedyAndKeepsWhenItLastWorked() {
        ConnectionStatus before = Proof.of(null, 1, granted(NOW), NOW).status();
        Instant later = NOW.plusSeconds(300);

        Proof proof = Proof.of(before, 1, refused(Reason.CredentialsRejected, Optional.empty()), later);

        assertThat(proof.ready())
                .isEqualTo(new Condition(
                        ConditionType.Ready,
                        ConditionStatus.False,
                        "CredentialsRejected",
                        "AWS said no; ask nicely",
                        1,
                        later));
        assertThat(proof.status().identity()).isEqualTo(identity(NOW));
        assertThat(proof.toWrite()).isTrue();
        assertThat(proof.isNews()).isTrue();
    }

    @Test
    void anotherSpecsIdentityIsNotKept() {
        ConnectionStatus before = Proof.of(null, 1, granted(NOW), NOW).status();

        assertThat(Proof.of(before, 2, refused(Reason.CredentialsRejected, Optional.empty()), NOW)
                        .status()
                        .identity())
                .isNull();
    }

    @Test
    void theSameRefusalAgainIsNeitherWrittenNorTold() {
        Access<Identity> refusal = refused(Reason.Unreachable, Optional.empty());
        ConnectionStatus before = Proof.of(null, 1, refusal, NOW).status();

        Proof proof = Proof.of(before, 1, refusal, NOW.plusSeconds(600));

        assertThat(proof.toWrite()).isFalse();
        assertThat(proof.isNews()).isFalse();
    }

    @Test
    void anotherReasonIsNewsOfTheSameTransition() {
        ConnectionStatus before = Proof.of(null, 1, refused(Reason.Unreachable, Optional.empty()), NOW)
                .status();

        Proof proof = Proof.of(before, 1, refused(Reason.CredentialsRejected, Optional.empty()), NOW.plusSeconds(60));

        assertThat(proof.isNews()).isTrue();
        assertThat(proof.ready().lastTransitionTime()).isEqualTo(NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, , PT15S",
        "PT30S, , PT15S",
        "PT80S, , PT40S",
        "PT1H, , PT1M",
        "PT0S, PT5S, PT15S",
        "PT0S, PT30S, PT30S",
        "PT1H, PT10M, PT10M",
    })
    void troubleIsLookedAtSoonThenSlowerAndNeverSoonerThanAsked(Duration lasting, Duration asked, Duration again) {
        Access<Identity> refusal = refused(Reason.Throttled, Optional.ofNullable(asked));
        ConnectionStatus before = Proof.of(null, 1, refusal, NOW).status();

        assertThat(Proof.of(before, 1, refusal, NOW.plus(lasting)).again()).isEqualTo(again);
    }

    private static Access<Identity> granted(Instant at) {
        return new Access.Granted<>(identity(at));
    }

    private static Identity identity(Instant at) {
        return new Identity("arn:aws:iam::1:user/mover", "1", null, "Secret", null, at);
    }

    private static Access<Identity> refused(Reason reason, Optional<Duration> retryAfter) {
        return new Access.Refused<>(new CloudProblem(reason, "AWS said no", "ask nicely", false, retryAfter));
    }
}
