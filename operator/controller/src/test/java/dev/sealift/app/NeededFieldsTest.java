package dev.sealift.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sealift.cloud.LocalServer;
import dev.sealift.cloud.LocalServer.Reply;
import dev.sealift.cloud.LocalServer.Request;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

class NeededFieldsTest {

    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: worker, labels: {a: b}, managedFields: [{manager: kubelet, fieldsV1: {}}]}
            spec: {containers: [{name: worker}]}
            status: {phase: Running}
            """;

    private static final String JOB = """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: work}
            spec: {completions: 4, template: {spec: {containers: [{name: worker}]}}}
            """;

    private final KubernetesSerialization serialization = new KubernetesSerialization(mapper(), true);

    private static ObjectMapper mapper() {
        ObjectMapper mapper = new ObjectMapper();
        new NeededFields().customize(mapper);
        return mapper;
    }

    @Test
    void what_a_pod_is_made_of_is_not_read() {
        Pod pod = serialization.unmarshal(POD, Pod.class);

        assertThat(pod.getSpec()).isNull();
        assertThat(pod.getMetadata().getManagedFields()).isEmpty();
        assertThat(pod.getMetadata().getLabels()).containsEntry("a", "b");
        assertThat(pod.getStatus().getPhase()).isEqualTo("Running");
    }

    @Test
    void what_a_job_makes_its_pods_of_is_not_read() {
        Job job = serialization.unmarshal(JOB, Job.class);

        assertThat(job.getSpec().getTemplate()).isNull();
        assertThat(job.getSpec().getCompletions()).isEqualTo(4);
    }

    /** The client may copy what it is given before it sends it. */
    @Test
    void a_job_is_made_with_all_that_it_needs() {
        try (LocalServer server = LocalServer.http();
                KubernetesClient client = client(server)) {
            server.answers(NeededFieldsTest::created);

            client.batch().v1().jobs().inNamespace("shop").resource(job()).create();

            assertThat(server.requests())
                    .singleElement()
                    .extracting(Request::body)
                    .asString()
                    .contains("\"image\":\"worker:1\"");
        }
    }

    private KubernetesClient client(LocalServer server) {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(server.address().toString())
                .withRequestRetryBackoffLimit(0)
                .build();
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withKubernetesSerialization(serialization)
                .build();
    }

    private static Reply created(Request request) {
        return Reply.json(request.body());
    }

    private static Job job() {
        return new JobBuilder()
                .withNewMetadata()
                .withName("work")
                .endMetadata()
                .withNewSpec()
                .withNewTemplate()
                .withNewSpec()
                .addNewContainer()
                .withName("worker")
                .withImage("worker:1")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }
}
