package dev.sealift.app;

import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.aws.AwsConnections;
import dev.sealift.azure.AzureConnections;
import dev.sealift.engine.Engine;
import dev.sealift.engine.Events;
import dev.sealift.engine.Pacing;
import dev.sealift.engine.Reports;
import dev.sealift.engine.StatusWriter;
import dev.sealift.engine.Workers;
import dev.sealift.engine.cutover.Switchboard;
import dev.sealift.kinds.bucket.BucketKind;
import dev.sealift.kinds.bucket.Credentials;
import dev.sealift.kinds.bucket.Sides;
import dev.sealift.tools.worker.WorkerPod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
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
    AwsConnections awsConnections(KubernetesClient client, Clock clock) {
        return new AwsConnections(client, clock);
    }

    void closed(@Disposes AwsConnections connections) {
        connections.close();
    }

    @Produces
    @Singleton
    AzureConnections azureConnections(KubernetesClient client, Clock clock) {
        return new AzureConnections(client, clock);
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
    StatusWriter statusWriter(KubernetesClient client, Events events) {
        return new StatusWriter(client, events);
    }

    @Produces
    @Singleton
    Workers workers(KubernetesClient client, Settings settings) {
        return new Workers(client, pod(settings.worker()));
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
            AwsConnections aws,
            AzureConnections azure,
            Workers workers,
            StatusWriter writer,
            Pacing pacing,
            Clock clock) {
        BucketKind kind =
                new BucketKind(new Sides(aws, azure), new Credentials(client), workers, new Switchboard(client));
        return new Engine<>(kind, writer, new Reports(client), pacing, clock);
    }

    private static WorkerPod pod(Settings.Worker worker) {
        Map<String, Quantity> limits = new TreeMap<>(Map.of("memory", new Quantity(worker.memoryLimit())));
        worker.cpuLimit().ifPresent(cpu -> limits.put("cpu", new Quantity(cpu)));
        return new WorkerPod(
                worker.image().orElse("sealift-worker:latest"),
                worker.pullPolicy(),
                Map.of("cpu", new Quantity(worker.cpuRequest()), "memory", new Quantity(worker.memoryRequest())),
                limits);
    }
}
