package dev.sealift.kinds.connection;

import dev.sealift.api.Condition;
import dev.sealift.api.connection.ConnectionStatus;
import dev.sealift.api.connection.ConnectionStatus.Identity;
import dev.sealift.cloud.Access;
import dev.sealift.cloud.KnownConnections;
import dev.sealift.engine.Events;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.informer.ManagedInformerEventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** What the reconcilers of both clouds' connections do. */
final class Proving {

    private static final String ACTION = "Prove";

    /** By how much of their interval the rechecks of connections that were made together are spread. */
    private static final int JITTER_PERCENT = 10;

    private final Events events;
    private final Clock clock;

    Proving(Events events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /** What the controller of a kind of connection watches, from when it does. */
    static <C extends HasMetadata> KnownConnections.Watch<C> watch(IndexerResourceCache<C> cache) {
        return (namespace, name) -> isRunning(cache) ? cache.get(new ResourceID(name, namespace)) : Optional.empty();
    }

    /** Controllers start side by side; one that is asked before it has started would throw. */
    private static boolean isRunning(IndexerResourceCache<?> cache) {
        return !(cache instanceof ManagedInformerEventSource<?, ?, ?> informers) || informers.isRunning();
    }

    /**
     * Writes what came of trying the identity.
     *
     * @param patch a new resource of the same kind, which is made to hold the status alone: applied so, it can't touch a spec
     *     that has changed meanwhile
     */
    <C extends CustomResource<?, ConnectionStatus>> UpdateControl<C> write(
            C connection, Supplier<C> patch, Access<Identity> access) {
        ObjectMeta meta = connection.getMetadata();
        Proof proof = Proof.of(connection.getStatus(), meta.getGeneration(), access, clock.instant());
        if (proof.isNews()) {
            tell(connection, proof.ready());
        }
        UpdateControl<C> control = proof.toWrite()
                ? UpdateControl.patchStatus(filled(patch.get(), meta, proof.status()))
                : UpdateControl.noUpdate();
        return control.rescheduleAfter(spread(proof.again(), meta));
    }

    private void tell(CustomResource<?, ?> connection, Condition ready) {
        if (ready.isTrue()) {
            events.normal(connection, ACTION, ready.reason(), ready.message());
        } else {
            events.warning(connection, ACTION, ready.reason(), ready.message());
        }
    }

    private static <C extends CustomResource<?, ConnectionStatus>> C filled(
            C patch, ObjectMeta of, ConnectionStatus status) {
        patch.setMetadata(new ObjectMetaBuilder()
                .withNamespace(of.getNamespace())
                .withName(of.getName())
                .build());
        patch.setStatus(status);
        return patch;
    }

    private static Duration spread(Duration interval, ObjectMeta meta) {
        int percent = Math.floorMod(meta.getUid().hashCode(), JITTER_PERCENT);
        return interval.plus(interval.multipliedBy(percent).dividedBy(100));
    }
}
