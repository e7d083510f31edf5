package dev.sealift.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import dev.sealift.cloud.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Keeps tokens until shortly before they expire, for all clients of a connection. The SDK keeps them as well, but apart for
 * clients that know continuous access evaluation and those that don't, and not at all where the authority's address has a port.
 *
 * <p>A token is asked for in the midst of another call, so a refusal is told here as what it is.
 *
 * <p>Many may ask at once; one of them calls Entra.
 */
final class KeptTokens implements TokenCredential {

    /** As long before as the SDK renews them. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final Supplier<TokenCredential> sources;
    private final Function<RuntimeException, Refusal> refusal;
    private final Clock clock;
    private final Map<List<String>, AccessToken> kept = new HashMap<>();
    private TokenCredential source;

    /**
     * Tokens of a credential.
     *
     * @param sources makes the credential; another one where its tokens are refused, for each keeps them by itself
     * @param refusal says what a failure to get a token means
     */
    KeptTokens(Supplier<TokenCredential> sources, Function<RuntimeException, Refusal> refusal, Clock clock) {
        this.sources = sources;
        this.source = sources.get();
        this.refusal = refusal;
        this.clock = clock;
    }

    @Override
    public Mono<AccessToken> getToken(TokenRequestContext request) {
        return Mono.fromCallable(() -> getTokenSync(request)).subscribeOn(Schedulers.boundedElastic());
    }

    @Override
    public synchronized AccessToken getTokenSync(TokenRequestContext request) {
        List<String> scopes = List.copyOf(request.getScopes());
        AccessToken known = kept.get(scopes);
        if (known == null || isDue(known) || isChallenged(request)) {
            known = fresh(request);
            kept.put(scopes, known);
        }
        return known;
    }

    /** Keeps a token no longer that was refused; if many were refused at once, the first asks for another. */
    synchronized void forget(AccessToken refused) {
        if (kept.values().removeIf(token -> token.getToken().equals(refused.getToken()))) {
            source = sources.get();
        }
    }

    private AccessToken fresh(TokenRequestContext request) {
        try {
            return source.getTokenSync(request);
        } catch (RuntimeException failure) {
            throw refusal.apply(failure);
        }
    }

    private boolean isDue(AccessToken token) {
        return !token.getExpiresAt().toInstant().minus(MARGIN).isAfter(clock.instant());
    }

    /** What was called wants another token than it was shown: https://learn.microsoft.com/entra/identity-platform/claims-challenge */
    private static boolean isChallenged(TokenRequestContext request) {
        return request.getClaims() != null;
    }
}
