package dev.sealift.e2e;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A team with a namespace of its own, in which it may migrate: it has the workers' service account and the lab's authority. */
public record Tenant(Lab lab, String namespace) {

    /** The service account that workers run under, and whose tokens both clouds trust. */
    public static final String WORKER = "sealift-worker";

    /** Gives the team its namespace, or finds it. */
    public static Tenant of(Lab lab, String namespace) {
        Tenant tenant = new Tenant(lab, namespace);
        lab.kubernetes()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .serverSideApply();
        tenant.apply(new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(WORKER)
                .endMetadata()
                .build());
        tenant.apply(new ConfigMapBuilder()
                .withNewMetadata()
                .withName("lab-ca")
                .endMetadata()
                .withData(Map.of("ca.crt", Lab.authority()))
                .build());
        return tenant;
    }

    /** A Secret with an AWS access key. */
    public void key(String name, String accessKeyId, String secretAccessKey) {
        secret(name, Map.of("accessKeyId", accessKeyId, "secretAccessKey", secretAccessKey));
    }

    /** A Secret. */
    public void secret(String name, Map<String, String> values) {
        apply(new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withStringData(values)
                .build());
    }

    /** Applies the resources of a YAML text. */
    public void apply(String yaml) {
        lab.kubernetes()
                .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .inNamespace(namespace)
                .serverSideApply();
    }

    private void apply(HasMetadata resource) {
        lab.kubernetes().resource(resource).inNamespace(namespace).serverSideApply();
    }
}
