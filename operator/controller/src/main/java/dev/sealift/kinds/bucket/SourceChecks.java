package dev.sealift.kinds.bucket;

import dev.sealift.api.MigrationStatus.Finding;
import dev.sealift.api.MigrationStatus.Severity;
import dev.sealift.api.Reason;
import dev.sealift.api.bucket.BucketSource;
import dev.sealift.aws.AwsAccess;
import dev.sealift.aws.AwsErrors;
import dev.sealift.cloud.CloudProblem;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** What Preflight asks S3 about the bucket's settings. Each question stands alone, so that all that is wrong is found at once. */
final class SourceChecks {

    static final String CHECK = "SourceBucket";

    /** The check whose finding's message is what the bucket's policy says of networks. */
    static final String NETWORK = "SourceNetwork";

    private final AwsAccess aws;
    private final S3Client s3;
    private final BucketSource source;

    SourceChecks(AwsAccess aws, BucketSource source) {
        this.aws = aws;
        this.s3 = aws.s3();
        this.source = source;
    }

    List<Finding> findings() {
        Optional<Finding> unreachable = reachable();
        if (unreachable.isPresent()) {
            return List.of(unreachable.get());
        }
        return Stream.of(versioning(), encryption(), objectLock(), network())
                .flatMap(Optional::stream)
                .toList();
    }

    /** Lists, because a refused HEAD has no body to say why. */
    private Optional<Finding> reachable() {
        try {
            s3.listObjectsV2(request ->
                    request.bucket(source.bucket()).prefix(source.prefix()).maxKeys(1));
            return region(
                    s3.headBucket(request -> request.bucket(source.bucket())).bucketRegion());
        } catch (SdkException e) {
            return region(AwsErrors.bucketRegion(e).orElse(null))
                    .or(() -> Optional.of(Sides.error(CHECK, source.bucket(), problem(e, "s3:ListBucket"))));
        }
    }

    private Optional<Finding> region(@Nullable String region) {
        if (region == null || region.isEmpty() || region.equals(aws.region())) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                Severity.Error,
                CHECK,
                source.bucket(),
                "the bucket is in %s and the connection in %s".formatted(region, aws.region()),
                "use an AwsConnection with region " + region));
    }

    private Optional<Finding> versioning() {
        return ask(
                "s3:GetBucketVersioning",
                () -> s3.getBucketVersioning(request -> request.bucket(source.bucket())),
                versioning -> versioning.status() == BucketVersioningStatus.ENABLED
                        ? Optional.of(warning("the bucket keeps versions; only current versions are copied"))
                        : Optional.empty());
    }

    private Optional<Finding> encryption() {
        return ask(
                "s3:GetEncryptionConfiguration",
                () -> s3.getBucketEncryption(request -> request.bucket(source.bucket())),
                encryption -> usesKms(encryption)
                        ? Optional.of(new Finding(
                                Severity.Info,
                                CHECK,
                                source.bucket(),
                                "the bucket is encrypted with a KMS key; reading needs kms:Decrypt on it, and its ETags are no digests",
                                null))
                        : Optional.empty());
    }

    private static boolean usesKms(GetBucketEncryptionResponse encryption) {
        return encryption.serverSideEncryptionConfiguration().rules().stream()
                .map(rule -> rule.applyServerSideEncryptionByDefault())
                .anyMatch(rule -> rule != null && rule.sseAlgorithm() != ServerSideEncryption.AES256);
    }

    private Optional<Finding> objectLock() {
        return ask(
                "s3:GetBucketObjectLockConfiguration",
                () -> s3.getObjectLockConfiguration(request -> request.bucket(source.bucket())),
                lock -> lock.objectLockConfiguration() == null
                        ? Optional.empty()
                        : Optional.of(
                                warning(
                                        "the bucket has object lock; retention and legal holds are not carried over, set an immutability policy at the target after the cutover")));
    }

    private Optional<Finding> network() {
        return ask(
                "s3:GetBucketPolicy",
                () -> s3.getBucketPolicy(request -> request.bucket(source.bucket())),
                policy -> Optional.ofNullable(policy.policy())
                        .flatMap(text -> new BucketPolicy(text).networkCondition())
                        .map(condition -> new Finding(Severity.Info, NETWORK, source.bucket(), condition, null)));
    }

    /** A setting that may not be asked for is worth a word; one that is not there, or that a gateway does not know, is not. */
    private <R> Optional<Finding> ask(String action, Supplier<R> question, Function<R, Optional<Finding>> judge) {
        try {
            return judge.apply(question.get());
        } catch (AwsServiceException e) {
            return e.statusCode() == 403 ? Optional.of(notAllowed(action, e)) : Optional.empty();
        } catch (SdkException e) {
            CloudProblem problem = problem(e, action);
            return Optional.of(warning("%s could not be asked: %s".formatted(action, problem.message())));
        }
    }

    private Finding notAllowed(String action, AwsServiceException e) {
        CloudProblem problem = problem(e, action);
        String told = problem.reason() == Reason.PermissionMissing ? "not allowed" : problem.message();
        return new Finding(
                Severity.Warning,
                CHECK,
                source.bucket(),
                "%s is %s, so that setting was not checked".formatted(action, told),
                "allow " + action);
    }

    private Finding warning(String message) {
        return new Finding(Severity.Warning, CHECK, source.bucket(), message, null);
    }

    private CloudProblem problem(SdkException e, String action) {
        return aws.problem(e, action, source.bucket());
    }
}
