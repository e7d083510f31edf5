package dev.sealift.worker.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;

/** The pod's AWS identity: by the SDK's own default chain. */
public final class SourceIdentity {

    private static final Duration LONGEST_SESSION = Duration.ofHours(12);

    private final boolean webIdentity;

    /**
     * @param webIdentity whether the pod assumes a role by a projected token
     * @param region where to ask STS, unless the environment says another
     */
    public SourceIdentity(boolean webIdentity, String region) {
        this.webIdentity = webIdentity;
        // A pod in AKS has no instance metadata of AWS's; asking it would only cost time and give a misleading error.
        System.setProperty("aws.disableEc2Metadata", "true");
        if (System.getProperty("aws.region") == null) {
            System.setProperty("aws.region", region);
        }
    }

    /** Credentials that renew themselves. A role is asked for by itself: the chain would say only that no provider has any. */
    public AwsCredentialsProvider provider() {
        return webIdentity
                ? WebIdentityTokenFileCredentialsProvider.create()
                : DefaultCredentialsProvider.builder().build();
    }

    /**
     * Credentials to hand to a child process, which can't renew them; so, where a role is assumed, for as long as the role
     * allows.
     */
    public Keys keys() {
        try {
            return webIdentity ? longSession() : Keys.of(provider().resolveCredentials());
        } catch (RuntimeException e) {
            throw AwsErrors.troubled(e, "sts:AssumeRoleWithWebIdentity", "the source");
        }
    }

    private Keys longSession() {
        try (WebIdentityTokenFileCredentialsProvider twelveHours = WebIdentityTokenFileCredentialsProvider.builder()
                .roleSessionDuration(LONGEST_SESSION)
                .build()) {
            return Keys.of(twelveHours.resolveCredentials());
        } catch (RuntimeException e) {
            // A role allows an hour unless its MaxSessionDuration says more.
            if (String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("duration")) {
                return Keys.of(provider().resolveCredentials());
            }
            throw e;
        }
    }

    /**
     * Plain keys.
     *
     * @param sessionToken null with a user's long-lived key
     * @param expire null if they don't
     */
    public record Keys(
            String accessKeyId,
            String secretAccessKey,
            @Nullable String sessionToken,
            @Nullable Instant expire) {

        static Keys of(AwsCredentials credentials) {
            @Nullable String token = credentials instanceof AwsSessionCredentials session ? session.sessionToken() : null;
            return new Keys(
                    credentials.accessKeyId(),
                    credentials.secretAccessKey(),
                    token,
                    credentials.expirationTime().orElse(null));
        }

        public Optional<Instant> expiry() {
            return Optional.ofNullable(expire);
        }

        @Override
        public String toString() {
            return "Keys[" + accessKeyId + ", expire=" + expire + "]";
        }
    }
}
