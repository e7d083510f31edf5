package dev.sealift.app;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * Leaves out, when resources are read, what the operator never looks at and what is most of them: who has set which field, what a
 * pod is made of, what a Job makes its pods of. The caches would hold that for every migration, and every event bring it anew. What
 * is written is written whole.
 */
@Singleton
public final class NeededFields implements KubernetesClientObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.addMixIn(ObjectMeta.class, Metadata.class);
        mapper.addMixIn(Pod.class, WithoutSpec.class);
        mapper.addMixIn(JobSpec.class, WithoutTemplate.class);
    }

    /** An API server takes their absence from a write as no opinion. */
    @JsonIgnoreProperties(value = "managedFields")
    private interface Metadata {}

    @JsonIgnoreProperties(value = "spec", allowGetters = true)
    private interface WithoutSpec {}

    @JsonIgnoreProperties(value = "template", allowGetters = true)
    private interface WithoutTemplate {}
}
