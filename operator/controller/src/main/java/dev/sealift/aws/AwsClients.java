package dev.sealift.aws;

import dev.sealift.api.connection.AwsConnectionSpec;
import dev.sealift.cloud.Calls;
import dev.sealift.cloud.Referenced;
import dev.sealift.cloud.Refusal;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleWithWebIdentityCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** The SDK's clients of one connection, over one HTTP client. Making them calls nobody. */
final class AwsClients implements AutoCloseable {

    /** The bound of every call, with its retries. */
    static final Duration CALL = Duration.ofSeconds(10);

    /** Short enough that a lost connection leaves time to try another. */
    private static final Duration ATTEMPT = Duration.ofSeconds(5);

    private static final int ATTEMPTS = 3;

    private final AwsConnectionSpec spec;
    private final SdkHttpClient http;
    private final Calls calls;
    private final AwsCredentialsProvider credentials;
    private final StsClient sts;

    private AwsClients(AwsConnectionSpec spec, SdkHttpClient http, Calls calls, AwsCredentialsProvider credentials) {
        this.spec = spec;
        this.http = http;
        this.calls = calls;
        this.credentials = credentials;
        this.sts = sts(spec, http, calls, credentials);
    }

    /** Clients that use a Secret's key. */
    static AwsClients withKey(AwsConnectionSpec spec, X509TrustManager trust, Calls calls, Referenced secret) {
        return new AwsClients(spec, http(trust), calls, StaticCredentialsProvider.create(key(secret)));
    }

    /** Clients that take on a role, anew whenever its credentials run out. */
    static AwsClients withRole(
            AwsConnectionSpec spec,
            X509TrustManager trust,
            Calls calls,
            AwsCaller.Role role,
            Function<RuntimeException, Refusal> refusal) {
        SdkHttpClient http = http(trust);
        StsClient anonymous = sts(spec, http, calls, AnonymousCredentialsProvider.create());
        return new AwsClients(spec, http, calls, new RoleCredentials(assuming(anonymous, role), anonymous, refusal));
    }

    S3Client s3(Region region) {
        return S3Client.builder()
                .region(region)
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(bounded(calls))
                .applyMutation(builder -> s3Endpoint(spec).map(URI::create).ifPresent(builder::endpointOverride))
                .forcePathStyle(pathStyle(spec))
                .build();
    }

    StsClient sts() {
        return sts;
    }

    AwsCredentialsProvider credentials() {
        return credentials;
    }

    static Optional<String> s3Endpoint(AwsConnectionSpec spec) {
        return spec.endpoints() == null
                ? Optional.empty()
                : Optional.ofNullable(spec.endpoints().s3());
    }

    static Optional<String> stsEndpoint(AwsConnectionSpec spec) {
        return spec.endpoints() == null
                ? Optional.empty()
                : Optional.ofNullable(spec.endpoints().sts());
    }

    static boolean pathStyle(AwsConnectionSpec spec) {
        return spec.endpoints() != null && spec.endpoints().s3PathStyle();
    }

    @Override
    public void close() {
        sts.close();
        if (credentials instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
        http.close();
    }

    private static StsAssumeRoleWithWebIdentityCredentialsProvider assuming(StsClient sts, AwsCaller.Role role) {
        return StsAssumeRoleWithWebIdentityCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(() -> assume(role))
                .build();
    }

    private static AssumeRoleWithWebIdentityRequest assume(AwsCaller.Role role) {
        return AssumeRoleWithWebIdentityRequest.builder()
                .roleArn(role.webIdentity().roleArn())
                .roleSessionName(role.sessionName())
                .durationSeconds(role.webIdentity().sessionSeconds())
                .webIdentityToken(role.federation().mint())
                .build();
    }

    private static AwsCredentials key(Referenced secret) {
        String id = secret.get(AwsCaller.ACCESS_KEY_ID);
        String key = secret.get(AwsCaller.SECRET_ACCESS_KEY);
        return secret.optional(AwsCaller.SESSION_TOKEN)
                .<AwsCredentials>map(token -> AwsSessionCredentials.create(id, key, token))
                .orElseGet(() -> AwsBasicCredentials.create(id, key));
    }

    private static StsClient sts(
            AwsConnectionSpec spec, SdkHttpClient http, Calls calls, AwsCredentialsProvider credentials) {
        return StsClient.builder()
                .region(Region.of(spec.region()))
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(bounded(calls))
                .applyMutation(builder -> stsEndpoint(spec).map(URI::create).ifPresent(builder::endpointOverride))
                .build();
    }

    /** The operator's own schedule is the retry; the SDK's is for a lost packet. A connection is nobody's profile. */
    private static ClientOverrideConfiguration bounded(Calls calls) {
        return ClientOverrideConfiguration.builder()
                .apiCallTimeout(CALL)
                .apiCallAttemptTimeout(ATTEMPT)
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(ATTEMPTS)
                        .build())
                .addExecutionInterceptor(new ToldCalls(calls))
                .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_PREFIX, "sealift")
                .defaultProfileFile(ProfileFile.aggregator().build())
                .build();
    }

    private static SdkHttpClient http(X509TrustManager trust) {
        return ApacheHttpClient.builder()
                .connectionTimeout(ATTEMPT)
                .socketTimeout(ATTEMPT)
                .connectionAcquisitionTimeout(ATTEMPT)
                .tlsTrustManagersProvider(() -> new TrustManager[] {trust})
                .build();
    }
}
