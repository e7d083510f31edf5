package dev.sealift.aws;

import dev.sealift.api.Reason;
import dev.sealift.api.connection.AwsConnectionSpec;
import dev.sealift.api.connection.ConnectionStatus.Identity;
import dev.sealift.api.worker.S3Location;
import dev.sealift.cloud.Access;
import dev.sealift.cloud.CloudProblem;
import dev.sealift.tools.worker.PodAccess;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/**
 * AWS as one connection lets us use it. Its clients belong to it: callers close none. Every call is bounded by
 * {@link AwsClients#CALL} and throws {@link SdkException}; {@link #problem} says what it means.
 */
public final class AwsAccess implements AutoCloseable {

    private final AwsConnectionSpec spec;
    private final AwsCaller caller;
    private final AwsClients clients;
    private final AwsErrors errors;
    private final Clock clock;
    private final Map<String, S3Client> s3 = new ConcurrentHashMap<>();

    /** Credentials keep their account for as long as these clients live. */
    private volatile boolean accountProven;

    AwsAccess(AwsConnectionSpec spec, AwsCaller caller, AwsClients clients, AwsErrors errors, Clock clock) {
        this.spec = spec;
        this.caller = caller;
        this.clients = clients;
        this.errors = errors;
        this.clock = clock;
    }

    /** S3 in the connection's region. */
    public S3Client s3() {
        return s3(spec.region());
    }

    /** S3 in that region, for a bucket that is elsewhere. */
    public S3Client s3(String region) {
        return s3.computeIfAbsent(region, name -> clients.s3(Region.of(name)));
    }

    /** The connection's region. */
    public String region() {
        return spec.region();
    }

    /** Granted unless the connection wants an account and the credentials are another's, which is asked once. */
    Access<AwsAccess> admitted() {
        if (spec.accountId() == null || accountProven) {
            return new Access.Granted<>(this);
        }
        return switch (prove()) {
            case Access.Granted<Identity> _ -> new Access.Granted<>(this);
            case Access.Refused<Identity>(CloudProblem problem) -> new Access.Refused<>(problem);
        };
    }

    /** Asks AWS who we are: {@code GetCallerIdentity}, which needs no permission. */
    public Access<Identity> prove() {
        try {
            return judged(clients.sts().getCallerIdentity());
        } catch (SdkException failure) {
            return new Access.Refused<>(problem(failure, "sts:GetCallerIdentity", "region " + spec.region()));
        }
    }

    /** What a failed call means; see {@link AwsErrors#problem}. */
    public CloudProblem problem(RuntimeException failure, String action, String resource) {
        return errors.problem(failure, action, resource);
    }

    /** What a pod needs to be let in as we are. */
    public PodAccess podAccess() {
        return AwsPod.access(spec, caller);
    }

    /** Where a worker finds the bucket. */
    public S3Location locate(String bucket, String region, String prefix) {
        URI endpoint = AwsClients.s3Endpoint(spec).map(URI::create).orElse(null);
        return new S3Location(bucket, region, prefix, endpoint, AwsClients.pathStyle(spec));
    }

    @Override
    public void close() {
        s3.values().forEach(S3Client::close);
        clients.close();
    }

    private Access<Identity> judged(GetCallerIdentityResponse who) {
        String wanted = spec.accountId();
        if (wanted != null && !wanted.equals(who.account())) {
            return new Access.Refused<>(anotherAccount(wanted, who));
        }
        accountProven = true;
        return new Access.Granted<>(new Identity(
                who.arn(), who.account(), null, caller.method(), expiresAt().orElse(null), clock.instant()));
    }

    private CloudProblem anotherAccount(String wanted, GetCallerIdentityResponse who) {
        return new CloudProblem(
                Reason.CredentialsRejected,
                "the credentials belong to account " + who.account() + " (" + who.arn()
                        + "), the connection wants account " + wanted,
                "give the connection credentials of account " + wanted + ", or correct accountId",
                false,
                Optional.empty());
    }

    private Optional<Instant> expiresAt() {
        AwsCredentials credentials = clients.credentials().resolveCredentials();
        return credentials instanceof AwsSessionCredentials session ? session.expirationTime() : Optional.empty();
    }
}
