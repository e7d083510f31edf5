package dev.sealift.engine;

import dev.sealift.api.Migration;
import dev.sealift.api.Sealift;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the framework meets the {@link Engine}: every kind's reconciler is an empty subclass. A reconcile that threw is repeated for
 * ever, less and less often: it throws only when Kubernetes itself fails, which ends by itself.
 */
@GradualRetry(
        maxAttempts = -1,
        initialInterval = 1000,
        intervalMultiplier = 2,
        maxInterval = MigrationReconciler.MOST_RETRY_MILLIS)
public abstract class MigrationReconciler<M extends Migration> implements Reconciler<M>, Cleaner<M> {

    static final int MOST_RETRY_MILLIS = 60_000;

    private static final Duration MOST_RETRY = Duration.ofMillis(MOST_RETRY_MILLIS);
    private static final int CONFLICT = 409;
    private static final Duration AFTER_CONFLICT = Duration.ofMillis(500);

    private final Engine<M> engine;
    private final Class<M> type;
    private final Fleet fleet;
    private final KnownWork work;
    private @Nullable Reminder<M> reminder;

    /** A reconciler of resources of this type, which join the fleet, and whose workers' Jobs and pods become known. */
    protected MigrationReconciler(Class<M> type, Engine<M> engine, Fleet fleet, KnownWork work) {
        this.type = type;
        this.engine = engine;
        this.fleet = fleet;
        this.work = work;
    }

    @Override
    public List<EventSource<?, M>> prepareEventSources(EventSourceContext<M> context) {
        fleet.join(context.getPrimaryCache());
        var jobs = new InformerEventSource<>(
                InformerEventSourceConfiguration.from(Job.class, type)
                        .withLabelSelector(ours())
                        .build(),
                context);
        var pods = new InformerEventSource<>(
                InformerEventSourceConfiguration.from(Pod.class, type)
                        .withLabelSelector(ours())
                        .withSecondaryToPrimaryMapper(pod -> work.ownerOf(pod).collect(Collectors.toSet()))
                        .build(),
                context);
        work.join(jobs, pods);
        reminder = new Reminder<>(() -> context.getPrimaryCache().list(), engine.clock());
        return List.of(jobs, pods, reminder);
    }

    private String ours() {
        return "%s=%s,%s=%s".formatted(Sealift.MANAGED_BY, Sealift.NAME, Sealift.KIND, HasMetadata.getKind(type));
    }

    @Override
    public UpdateControl<M> reconcile(M resource, Context<M> context) {
        return switch (turn(resource)) {
            case Engine.Turn.Again(Duration after) ->
                UpdateControl.<M>noUpdate().rescheduleAfter(after);
            case Engine.Turn.Gone _ -> UpdateControl.noUpdate();
        };
    }

    @Override
    public DeleteControl cleanup(M resource, Context<M> context) {
        return switch (turn(resource)) {
            case Engine.Turn.Again(Duration after) ->
                DeleteControl.noFinalizerRemoval().rescheduleAfter(after);
            case Engine.Turn.Gone _ -> DeleteControl.defaultDelete();
        };
    }

    private Engine.Turn turn(M resource) {
        Reminder<M> watching =
                Objects.requireNonNull(reminder, "the event sources are prepared before the first reconcile");
        Duration again = MOST_RETRY;
        watching.looking(resource);
        try {
            Engine.Turn turn = reconciled(resource);
            again = turn instanceof Engine.Turn.Again(Duration after) ? after : again;
            return turn;
        } finally {
            watching.looked(resource, again);
        }
    }

    /** A copy from the cache may be stale; the API server then refuses the write, and a fresher copy is on its way. */
    private Engine.Turn reconciled(M resource) {
        try {
            return engine.reconcile(resource);
        } catch (KubernetesClientException e) {
            if (e.getCode() == CONFLICT) {
                return new Engine.Turn.Again(AFTER_CONFLICT);
            }
            throw e;
        }
    }
}
