package dev.sealift.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import dev.sealift.api.Reason;
import dev.sealift.cloud.CloudProblem;
import dev.sealift.cloud.Refusal;
import dev.sealift.cloud.TurnedClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class KeptTokensTest {

    private final TurnedClock clock = new TurnedClock(Instant.parse("2026-11-01T10:00:00Z"));
    private final Source source = new Source();
    private final KeptTokens kept = new KeptTokens(() -> source, KeptTokensTest::refused, clock);

    private final class Source implements TokenCredential {
        private int asked;
        private boolean failing;

        @Override
        public Mono<AccessToken> getToken(TokenRequestContext request) {
            asked++;
            if (failing) {
                return Mono.error(new IllegalStateException("odd"));
            }
            return Mono.just(new AccessToken(
                    "token-" + asked, clock.instant().plusSeconds(3600).atOffset(ZoneOffset.UTC)));
        }
    }

    @Test
    void aTokenIsKeptUntilShortlyBeforeItExpires() {
        assertThat(token("a")).isEqualTo("token-1");
        clock.turn(Duration.ofMinutes(54));
        assertThat(token("a")).isEqualTo("token-1");
        clock.turn(Duration.ofMinutes(1));
        assertThat(token("a")).isEqualTo("token-2");
    }

    @Test
    void eachScopeHasItsOwn() {
        assertThat(token("a")).isEqualTo("token-1");
        assertThat(token("b")).isEqualTo("token-2");
        assertThat(token("a")).isEqualTo("token-1");
    }

    @Test
    void clientsThatKnowContinuousAccessEvaluationShareItWithThoseThatDont() {
        token("a");

        assertThat(kept.getTokenSync(new TokenRequestContext().addScopes("a").setCaeEnabled(true))
                        .getToken())
                .isEqualTo("token-1");
    }

    @Test
    void aChallengeIsMetWithANewOne() {
        token("a");

        assertThat(kept.getTokenSync(new TokenRequestContext().addScopes("a").setClaims("{}"))
                        .getToken())
                .isEqualTo("token-2");
        assertThat(token("a")).isEqualTo("token-2");
    }

    @Test
    void aRefusalIsToldAsWhatItIsAndAskedAnew() {
        source.failing = true;
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> token("a")).withMessage("sign-in failed: odd");

        source.failing = false;
        assertThat(token("a")).isEqualTo("token-2");
    }

    private static Refusal refused(RuntimeException failure) {
        return new Refusal(new CloudProblem(
                Reason.CredentialsRejected, "sign-in failed: " + failure.getMessage(), "ask", false, Optional.empty()));
    }

    private String token(String scope) {
        TokenRequestContext request = new TokenRequestContext().addScopes(scope);
        return Objects.requireNonNull(kept.getToken(request).block()).getToken();
    }
}
