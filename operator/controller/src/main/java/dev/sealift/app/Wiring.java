package dev.sealift.app;

import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.api.cache.CacheMigration;
import dev.sealift.aws.AwsConnections;
import dev.sealift.azure.AzureConnections;
import dev.sealift.cloud.Calls;
import dev.sealift.cloud.KnownConnections;
import dev.sealift.cloud.References;
import dev.sealift.engine.Engine;
import dev.sealift.engine.Events;
import dev.sealift.engine.Fleet;
import dev.sealift.engine.KnownWork;
import dev.sealift.engine.Pacing;
import dev.sealift.engine.Reports;
import dev.sealift.engine.StatusWriter;
import dev.sealift.engine.Statuses;
import dev.sealift.engine.Workers;
import dev.sealift.engine.cutover.Switchboard;
import dev.sealift.kinds.bucket.BucketKind;
import dev.sealift.kinds.bucket.Credentials;
import dev.sealift.kinds.bucket.Sides;
import dev.sealift.kinds.cache.CacheKind;
import dev.sealift.tools.redisshake.RedisShake;
import dev.sealift.tools.worker.WorkerPod;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Who is given what. */
@Singleton
final class Wiring {

    @Produces
    @Singleton
    Clock clock() {
        return Clock.tickSeconds(ZoneOffset.UTC);
    }

    @Produces
    @Singleton
    KubernetesClient kubernetes(Config config, KubernetesSerialization serialization, Vertx vertx) {
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withKubernetesSerialization(serialization)
                .withHttpClientFactory(new FewConnections(vertx))
                .build();
    }

    void closed(@Disposes KubernetesClient client) {
        client.close();
    }

    @Produces
    @Singleton
    KnownConnections knownConnections(KubernetesClient client) {
        return new KnownConnections(client);
    }

    @Produces
    @Singleton
    KnownWork knownWork() {
        return new KnownWork();
    }

    @Produces
    @Singleton
    AwsConnections awsConnections(KubernetesClient client, KnownConnections known, Calls calls, Clock clock) {
        return new AwsConnections(client, known, calls, clock);
    }

    void closed(@Disposes AwsConnections connections) {
        connections.close();
    }

    @Produces
    @Singleton
    AzureConnections azureConnections(KubernetesClient client, KnownConnections known, Calls calls, Clock clock) {
        return new AzureConnections(client, known, calls, clock);
    }

    void closed(@Disposes AzureConnections connections) {
        connections.close();
    }

    @Produces
    @Singleton
    Events events(KubernetesClient client, Clock clock) {
        return new Events(client, clock);
    }

    @Produces
    @Singleton
    Statuses statuses(KubernetesClient client, Events events, MeterRegistry registry) {
        return new ToldStatuses(
                new StatusWriter(client, events),
                registry,
                List.of(HasMetadata.getKind(BucketMigration.class), HasMetadata.getKind(CacheMigration.class)));
    }

    @Produces
    @Singleton
    Calls calls(MeterRegistry registry, Tracer tracer) {
        return new TracedCalls(tracer, new MeteredCalls(registry));
    }

    /** In place of the extension's own. What {@link Framework} overrides would not do: controllers ask who was there before it. */
    @Produces
    @Singleton
    Metrics reconciles(MeterRegistry registry, Tracer tracer) {
        return new TracedReconciles(tracer, new MeteredReconciles(registry));
    }

    @Produces
    @Singleton
    Leadership leadership(Settings settings) {
        return new Leadership(settings.leaderElection());
    }

    @Produces
    @Singleton
    Fleet fleet() {
        return new Fleet();
    }

    void measured(
            @Observes StartupEvent event,
            PrometheusMeterRegistry registry,
            Fleet fleet,
            Leadership leadership,
            Settings settings,
            Clock clock) {
        registry.getPrometheusRegistry()
                .register(new FleetMetrics(fleet, leadership, settings.metrics().perMigration(), clock));
    }

    @Produces
    @Singleton
    Workers workers(KubernetesClient client, KnownWork work, Settings settings) {
        return new Workers(client, work, pod(settings.worker()));
    }

    @Produces
    @Singleton
    Pacing pacing(Settings settings) {
        Settings.Pace pace = settings.pace();
        return new Pacing(
                pace.poll(),
                pace.unreachable(),
                pace.recheck(),
                pace.firstBackoff(),
                pace.longestBackoff(),
                pace.maxFailures());
    }

    @Produces
    @Singleton
    Engine<BucketMigration> buckets(
            KubernetesClient client,
            KnownConnections known,
            AwsConnections aws,
            AzureConnections azure,
            Workers workers,
            Statuses statuses,
            Pacing pacing,
            Clock clock) {
        BucketKind kind =
                new BucketKind(new Sides(aws, azure), new Credentials(known), workers, new Switchboard(client));
        return new Engine<>(kind, statuses, new Reports(client), pacing, clock);
    }

    @Produces
    @Singleton
    Engine<CacheMigration> caches(
            KubernetesClient client,
            KnownConnections known,
            Workers workers,
            Statuses statuses,
            Pacing pacing,
            Settings settings,
            Clock clock) {
        CacheKind kind = new CacheKind(
                new dev.sealift.kinds.cache.Sides(new References(client, known)),
                workers,
                redisShake(settings.redisShake()),
                new Switchboard(client));
        return new Engine<>(kind, statuses, new Reports(client), pacing, clock);
    }

    private static RedisShake redisShake(Settings.RedisShake settings) {
        return new RedisShake(
                settings.image().orElse("redis-shake:latest"),
                amounts(Optional.of(settings.cpuRequest()), settings.memoryRequest()),
                amounts(settings.cpuLimit(), settings.memoryLimit()));
    }

    private static WorkerPod pod(Settings.Worker worker) {
        return new WorkerPod(
                worker.image().orElse("sealift-worker:latest"),
                worker.pullPolicy(),
                amounts(Optional.of(worker.cpuRequest()), worker.memoryRequest()),
                amounts(worker.cpuLimit(), worker.memoryLimit()));
    }

    private static Map<String, Quantity> amounts(Optional<String> cpu, String memory) {
        Map<String, Quantity> amounts = new TreeMap<>(Map.of("memory", new Quantity(memory)));
        cpu.ifPresent(cores -> amounts.put("cpu", new Quantity(cores)));
        return amounts;
    }
}
