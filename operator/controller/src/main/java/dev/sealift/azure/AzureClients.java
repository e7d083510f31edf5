package dev.sealift.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.netty.NettyAsyncHttpClientBuilder;
import com.azure.core.http.policy.FixedDelay;
import com.azure.core.http.policy.RequestIdPolicy;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.http.policy.UserAgentPolicy;
import com.azure.identity.AadCredentialBuilderBase;
import com.azure.identity.ClientAssertionCredentialBuilder;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobAudience;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import dev.sealift.cloud.Calls;
import dev.sealift.cloud.Federation;
import dev.sealift.cloud.Refusal;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509TrustManager;
import reactor.netty.resources.ConnectionProvider;

/**
 * The SDK's clients of one connection, over one HTTP client. Making them calls nobody. None retries by itself: the operator's
 * own schedule is the retry, and it knows Retry-After.
 */
final class AzureClients implements AutoCloseable {

    /** The bound of every request. A call may need two: one for a token, one for itself. */
    static final Duration CALL = Duration.ofSeconds(10);

    private static final String USER_AGENT = "sealift";

    private static final int CONNECTIONS = 32;

    private final AzureCloud cloud;
    private final Calls calls;
    private final ConnectionProvider connections;
    private final HttpClient http;
    private final KeptTokens credential;

    private AzureClients(
            AzureCloud cloud,
            X509TrustManager trust,
            Calls calls,
            AzureErrors errors,
            Clock clock,
            Credential credential) {
        this.cloud = cloud;
        this.calls = calls;
        this.connections = ConnectionProvider.builder("sealift")
                .maxConnections(CONNECTIONS)
                .maxIdleTime(Duration.ofMinutes(1))
                .build();
        this.http = http(connections, trust);
        this.credential = new KeptTokens(
                () -> credential.over(http),
                failure -> new Refusal(errors.problem(failure, "sign-in at " + cloud.authorityHost())),
                clock);
    }

    /** Clients that use an application's secret. */
    static AzureClients withSecret(
            AzureCloud cloud,
            X509TrustManager trust,
            Calls calls,
            AzureErrors errors,
            Clock clock,
            String tenantId,
            String clientId,
            String clientSecret) {
        return new AzureClients(
                cloud,
                trust,
                calls,
                errors,
                clock,
                http -> placed(new ClientSecretCredentialBuilder().clientSecret(clientSecret), cloud, http, calls)
                        .tenantId(tenantId)
                        .clientId(clientId)
                        .build());
    }

    /** Clients that show a service account's token, minted afresh whenever one is asked for. */
    static AzureClients withToken(
            AzureCloud cloud,
            X509TrustManager trust,
            Calls calls,
            AzureErrors errors,
            Clock clock,
            String tenantId,
            String clientId,
            Federation federation) {
        return new AzureClients(
                cloud,
                trust,
                calls,
                errors,
                clock,
                http -> placed(
                                new ClientAssertionCredentialBuilder().clientAssertion(federation::mint),
                                cloud,
                                http,
                                calls)
                        .tenantId(tenantId)
                        .clientId(clientId)
                        .build());
    }

    TokenCredential credential() {
        return credential;
    }

    /** To the resource manager, with a token and a request id that Azure's logs show. */
    HttpPipeline management() {
        return new HttpPipelineBuilder()
                .httpClient(http)
                .policies(
                        new UserAgentPolicy(USER_AGENT),
                        new RequestIdPolicy(),
                        new ShownToken(credential, cloud.managementScope()),
                        new ToldCalls(calls, ToldCalls.Service.ResourceManager))
                .build();
    }

    BlobServiceClient blobs(String account) {
        return new BlobServiceClientBuilder()
                .endpoint(cloud.blobEndpoint(account).toString())
                .credential(credential)
                .audience(BlobAudience.fromString(cloud.storageAudience()))
                .httpClient(http)
                .addPolicy(new ToldCalls(calls, ToldCalls.Service.Blob))
                .retryOptions(new RequestRetryOptions(RetryPolicyType.FIXED, 1, CALL, null, null, null))
                .buildClient();
    }

    @Override
    public void close() {
        connections.dispose();
    }

    @FunctionalInterface
    private interface Credential {
        TokenCredential over(HttpClient http);
    }

    /** A cloud of its own has no entry in Microsoft's list of instances, and no way to it. */
    private static <B extends AadCredentialBuilderBase<B>> B placed(
            B builder, AzureCloud cloud, HttpClient http, Calls calls) {
        builder.authorityHost(cloud.authorityHost())
                .httpClient(http)
                .addPolicy(new ToldCalls(calls, ToldCalls.Service.Entra))
                .retryPolicy(new RetryPolicy(new FixedDelay(0, CALL)));
        return cloud.instanceDiscovery() ? builder : builder.disableInstanceDiscovery();
    }

    /** Names are resolved as by the rest of the JVM, hosts file and search domains included. */
    private static HttpClient http(ConnectionProvider connections, X509TrustManager trust) {
        SslContext tls = tls(trust);
        return new NettyAsyncHttpClientBuilder(reactor.netty.http.client.HttpClient.create(connections)
                        .resolver(DefaultAddressResolverGroup.INSTANCE)
                        .secure(spec -> spec.sslContext(tls)))
                .connectTimeout(CALL)
                .writeTimeout(CALL)
                .responseTimeout(CALL)
                .readTimeout(CALL)
                .build();
    }

    /** The JDK's TLS: a pod's read-only root has no place to unpack a native library, and the JDK's policies hold. */
    private static SslContext tls(X509TrustManager trust) {
        try {
            return SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .trustManager(trust)
                    .build();
        } catch (SSLException impossible) {
            throw new IllegalStateException("the JDK can't speak TLS", impossible);
        }
    }
}
