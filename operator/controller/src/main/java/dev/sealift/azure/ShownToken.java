package dev.sealift.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Shows a kept token, and a fresh one where that is refused: a token may be revoked before it expires, and nothing in the operator's
 * life would otherwise make it ask for another.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity/conditional-access/concept-continuous-access-evaluation">Continuous access
 *     evaluation</a>
 */
final class ShownToken implements HttpPipelinePolicy {

    private static final int UNAUTHORIZED = 401;

    private final KeptTokens tokens;
    private final TokenRequestContext wanted;

    ShownToken(KeptTokens tokens, String scope) {
        this.tokens = tokens;
        this.wanted = new TokenRequestContext().addScopes(scope);
    }

    @Override
    public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
        HttpPipelineNextSyncPolicy again = next.clone();
        AccessToken shown = show(context);
        HttpResponse response = next.processSync();
        if (response.getStatusCode() != UNAUTHORIZED) {
            return response;
        }
        response.close();
        tokens.forget(shown);
        show(context);
        return again.processSync();
    }

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
        return Mono.fromCallable(() -> show(context))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(_ -> next.process());
    }

    private AccessToken show(HttpPipelineCallContext context) {
        AccessToken token = tokens.getTokenSync(wanted);
        context.getHttpRequest().setHeader(HttpHeaderName.AUTHORIZATION, "Bearer " + token.getToken());
        return token;
    }
}
