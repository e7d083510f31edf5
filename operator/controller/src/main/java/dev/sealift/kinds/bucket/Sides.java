package dev.sealift.kinds.bucket;

import dev.sealift.api.MigrationStatus.Finding;
import dev.sealift.api.MigrationStatus.Severity;
import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.api.bucket.BucketSource;
import dev.sealift.api.bucket.BucketTarget;
import dev.sealift.api.worker.BlobLocation;
import dev.sealift.api.worker.KeyPatterns;
import dev.sealift.api.worker.RecordNames;
import dev.sealift.api.worker.S3Location;
import dev.sealift.aws.AwsAccess;
import dev.sealift.aws.AwsConnections;
import dev.sealift.azure.AzureAccess;
import dev.sealift.azure.AzureConnections;
import dev.sealift.cloud.Access;
import dev.sealift.cloud.CloudProblem;
import dev.sealift.engine.Begun;
import dev.sealift.engine.Operating;
import dev.sealift.engine.WorkerStep.Draft;
import dev.sealift.lifecycle.Ending;
import dev.sealift.lifecycle.Step;
import dev.sealift.tools.worker.PodAccess;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The way into both clouds, by the connections that a migration names. */
public final class Sides {

    private final AwsConnections aws;
    private final AzureConnections azure;

    /** By these connections. */
    public Sides(AwsConnections aws, AzureConnections azure) {
        this.aws = aws;
        this.azure = azure;
    }

    /** Whether both let us in. */
    sealed interface Opened {}

    /** Both do. */
    record Both(AwsAccess aws, AzureAccess azure) implements Opened {

        List<PodAccess> podAccess() {
            return List.of(aws.podAccess(), azure.podAccess());
        }

        S3Location source(BucketSource source) {
            return aws.locate(source.bucket(), aws.region(), source.prefix())
                    .selecting(new KeyPatterns(source.include(), source.exclude()));
        }

        BlobLocation target(BucketTarget target, boolean hierarchicalNamespace) {
            return azure.locate(target.storageAccount(), target.container(), target.prefix(), hierarchicalNamespace);
        }

        BlobLocation records(Operating<BucketMigration> operating) {
            return azure.locate(
                    operating.migration().spec().target().storageAccount(),
                    RecordNames.CONTAINER,
                    RecordNames.prefix(operating.migration().getMetadata().getUid()),
                    hierarchical(operating));
        }
    }

    /** At least one does not. */
    record Closed(List<Finding> findings, boolean passing) implements Opened {

        Ending.Failure failure(String reason) {
            String message = findings.stream().map(Sides::text).collect(Collectors.joining("; "));
            return new Ending.Failure(reason, message, passing, Map.of());
        }

        /** What becomes of an operation that needs both. */
        Begun begun() {
            return passing
                    ? new Begun.Unknown(failure("Unreachable").message())
                    : new Begun.Refused(failure("ConnectionNotReady"), Optional.of(findings));
        }
    }

    Opened open(BucketMigration migration) {
        String namespace = migration.getMetadata().getNamespace();
        String source = migration.spec().source().connectionRef().name();
        String target = migration.spec().target().connectionRef().name();
        Access<AwsAccess> from = aws.open(namespace, source);
        Access<AzureAccess> to = azure.open(namespace, target);
        if (from instanceof Access.Granted(AwsAccess awsAccess)
                && to instanceof Access.Granted(AzureAccess azureAccess)) {
            return joined(new Both(awsAccess, azureAccess));
        }
        List<CloudProblem> problems =
                Stream.concat(problem(from).stream(), problem(to).stream()).toList();
        List<Finding> findings = Stream.concat(
                        problem(from).map(problem -> error("SourceConnection", source, problem)).stream(),
                        problem(to).map(problem -> error("TargetConnection", target, problem)).stream())
                .toList();
        return new Closed(findings, problems.stream().allMatch(CloudProblem::retryable));
    }

    /** A pod runs under one service account, so both connections must be content with the same. */
    private static Opened joined(Both both) {
        List<String> accounts = both.podAccess().stream()
                .map(PodAccess::serviceAccountName)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        if (accounts.size() <= 1) {
            return both;
        }
        Finding finding = new Finding(
                Severity.Error,
                "ServiceAccount",
                String.join(", ", accounts),
                "the two connections name different service accounts, and a worker's pod has only one",
                "name the same serviceAccountName in both connections");
        return new Closed(List.of(finding), false);
    }

    /** The draft made by both sides, or why there is none. */
    Draft draft(Operating<BucketMigration> operating, Function<Both, Draft> order) {
        return switch (open(operating.migration())) {
            case Both both -> order.apply(both);
            case Closed closed
            when closed.passing() ->
                new Draft.Unreachable(closed.failure("Unreachable").message());
            case Closed closed ->
                new Draft.Refused(closed.failure("ConnectionNotReady"), Optional.of(closed.findings()));
        };
    }

    /** Whether the account has a hierarchical namespace, as PrepareTarget found. */
    static boolean hierarchical(Operating<BucketMigration> operating) {
        return operating
                .journal()
                .last(Step.PrepareTarget)
                .map(entry -> Boolean.parseBoolean(entry.facts().get(PrepareTarget.HIERARCHICAL)))
                .orElse(false);
    }

    static Finding error(String check, @Nullable String item, CloudProblem problem) {
        return new Finding(Severity.Error, check, item, problem.message(), problem.remedy());
    }

    private static String text(Finding finding) {
        return "%s %s: %s".formatted(finding.check(), finding.item(), finding.message());
    }

    private static Optional<CloudProblem> problem(Access<?> access) {
        return access instanceof Access.Refused<?>(CloudProblem problem) ? Optional.of(problem) : Optional.empty();
    }
}
