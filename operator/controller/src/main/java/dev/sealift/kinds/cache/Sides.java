package dev.sealift.kinds.cache;

import dev.sealift.api.MigrationStatus.Finding;
import dev.sealift.api.MigrationStatus.Severity;
import dev.sealift.api.cache.CacheEndpoint;
import dev.sealift.api.cache.CacheMigration;
import dev.sealift.api.cache.CacheMigrationSpec;
import dev.sealift.api.cache.SecretKeyReference;
import dev.sealift.api.worker.RedisLocation;
import dev.sealift.api.worker.WorkerContract;
import dev.sealift.cloud.CloudProblem;
import dev.sealift.cloud.References;
import dev.sealift.cloud.Refusal;
import dev.sealift.cloud.Variable;
import dev.sealift.engine.Operating;
import dev.sealift.engine.WorkerStep.Draft;
import dev.sealift.kinds.Findings;
import dev.sealift.tools.worker.PodAccess;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Both sides as workers reach them. Passwords are handed to pods by reference, and read here only to see that they are there. */
public final class Sides {

    private final References references;

    /** Looks up references by these. */
    public Sides(References references) {
        this.references = references;
    }

    /** A place's address, as a worker needs it. */
    static RedisLocation locate(CacheEndpoint endpoint) {
        int colon = endpoint.address().lastIndexOf(':');
        return new RedisLocation(
                endpoint.address().substring(0, colon),
                Integer.parseInt(endpoint.address().substring(colon + 1)),
                endpoint.cluster(),
                endpoint.tls(),
                endpoint.username());
    }

    /** What lets a pod into both sides. */
    static List<PodAccess> access(CacheMigrationSpec spec) {
        SecretKeyReference aliases = spec.source().psyncAliasesRef();
        List<EnvVar> names =
                aliases == null ? List.of() : List.of(variable(WorkerContract.PSYNC_ALIASES_VARIABLE, aliases));
        return List.of(
                access(spec.source().endpoint(), WorkerContract.SOURCE_PASSWORD_VARIABLE, names),
                access(spec.target().endpoint(), WorkerContract.TARGET_PASSWORD_VARIABLE, List.of()));
    }

    /** The same for work that goes the other way: the target is its source. */
    static List<PodAccess> accessBack(CacheMigrationSpec spec) {
        return List.of(
                access(spec.target().endpoint(), WorkerContract.SOURCE_PASSWORD_VARIABLE, List.of()),
                access(spec.source().endpoint(), WorkerContract.TARGET_PASSWORD_VARIABLE, List.of()));
    }

    private static PodAccess access(CacheEndpoint endpoint, String passwordVariable, List<EnvVar> others) {
        Stream<EnvVar> password =
                Optional.ofNullable(endpoint.passwordRef())
                        .map(reference -> variable(passwordVariable, reference))
                        .stream();
        return new PodAccess(
                Stream.concat(password, others.stream()).toList(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.ofNullable(endpoint.caBundleRef())
                        .map(bundle -> new PodAccess.CaBundle(bundle.name(), bundle.key())));
    }

    private static EnvVar variable(String name, SecretKeyReference reference) {
        return Variable.ofSecret(name, reference.name(), reference.key());
    }

    /** The order, or why none can be given: a pod whose Secret is missing would wait for it in silence. */
    Draft draft(Operating<CacheMigration> operating, Supplier<Draft.Order> order) {
        List<CloudProblem> problems = missing(operating.migration());
        if (problems.isEmpty()) {
            return order.get();
        }
        if (problems.stream().allMatch(CloudProblem::retryable)) {
            return new Draft.Unreachable(problems.getFirst().message());
        }
        List<Finding> findings = problems.stream().map(Sides::finding).toList();
        return new Draft.Refused(Findings.failed(findings, false), Optional.of(findings));
    }

    private static Finding finding(CloudProblem problem) {
        return new Finding(Severity.Error, "Reference", null, problem.message(), problem.remedy());
    }

    private List<CloudProblem> missing(CacheMigration migration) {
        String namespace = migration.getMetadata().getNamespace();
        CacheMigrationSpec spec = migration.spec();
        return Stream.of(
                        secret(namespace, spec.source().endpoint().passwordRef()),
                        secret(namespace, spec.source().psyncAliasesRef()),
                        bundle(namespace, spec.source().endpoint()),
                        secret(namespace, spec.target().endpoint().passwordRef()),
                        bundle(namespace, spec.target().endpoint()))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<CloudProblem> secret(String namespace, @Nullable SecretKeyReference reference) {
        return reference == null
                ? Optional.empty()
                : problem(() -> references.secret(namespace, reference.name(), List.of(reference.key()), List.of()));
    }

    private Optional<CloudProblem> bundle(String namespace, CacheEndpoint endpoint) {
        return problem(() -> references.caBundle(namespace, endpoint.caBundleRef()));
    }

    private static Optional<CloudProblem> problem(Runnable lookUp) {
        try {
            lookUp.run();
            return Optional.empty();
        } catch (Refusal refusal) {
            return Optional.of(refusal.problem());
        }
    }
}
