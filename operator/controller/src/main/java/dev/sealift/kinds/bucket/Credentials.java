package dev.sealift.kinds.bucket;

import dev.sealift.api.Condition;
import dev.sealift.api.ConditionType;
import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.api.connection.AwsConnection;
import dev.sealift.api.connection.AzureConnection;
import dev.sealift.api.connection.ConnectionStatus;
import dev.sealift.cloud.KnownConnections;
import dev.sealift.lifecycle.Times;
import dev.sealift.lifecycle.Verdict;
import io.fabric8.kubernetes.client.CustomResource;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The verdict's input that says whether both connections still work, as their own status proves. */
public final class Credentials {

    /** Connections prove themselves every five minutes; three times that without news is no proof. */
    private static final Duration OLDEST_PROOF = Duration.ofMinutes(15);

    private final KnownConnections connections;

    /** Looks among these. */
    public Credentials(KnownConnections connections) {
        this.connections = connections;
    }

    Verdict.Input input(BucketMigration migration, Instant now) {
        String namespace = migration.getMetadata().getNamespace();
        String source = migration.spec().source().connectionRef().name();
        String target = migration.spec().target().connectionRef().name();
        ConnectionStatus aws = status(AwsConnection.class, namespace, source);
        ConnectionStatus azure = status(AzureConnection.class, namespace, target);
        Optional<String> matter = Stream.of(matter(source, aws, now), matter(target, azure, now))
                .flatMap(Optional::stream)
                .findFirst();
        return new Verdict.Input(
                "Credentials",
                matter.isEmpty() ? "both proven" : "not proven",
                "proven within " + Times.text(OLDEST_PROOF),
                oldest(aws, azure),
                matter.isEmpty(),
                "CredentialsRejected",
                matter.orElse(null),
                null);
    }

    private static Optional<String> matter(String name, @Nullable ConnectionStatus status, Instant now) {
        if (status == null || status.identity() == null) {
            return Optional.of(name + " has not been proven yet");
        }
        Optional<Condition> ready = status.condition(ConditionType.Ready);
        if (ready.filter(Condition::isTrue).isEmpty()) {
            return Optional.of(
                    "%s: %s".formatted(name, ready.map(Condition::message).orElse("not ready")));
        }
        boolean old = Duration.between(status.identity().checkedAt(), now).compareTo(OLDEST_PROOF) > 0;
        return old
                ? Optional.of(name + " was last proven at " + status.identity().checkedAt())
                : Optional.empty();
    }

    private static @Nullable Instant oldest(@Nullable ConnectionStatus aws, @Nullable ConnectionStatus azure) {
        return Stream.of(aws, azure)
                .filter(Objects::nonNull)
                .map(ConnectionStatus::identity)
                .filter(Objects::nonNull)
                .map(ConnectionStatus.Identity::checkedAt)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private <C extends CustomResource<?, ConnectionStatus>> @Nullable ConnectionStatus status(
            Class<C> kind, String namespace, String name) {
        return connections
                .find(kind, namespace, name)
                .map(CustomResource::getStatus)
                .orElse(null);
    }
}
