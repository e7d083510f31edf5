package dev.sealift.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * One thing in the cluster that tells consumers where to go, in this migration's namespace. What it said before is recorded and put
 * back by a rollback. Exactly one field is set.
 */
@ValidationRule(
        value =
                "[has(self.configMap), has(self.secret), has(self.service), has(self.restart)].filter(x, x).size() == 1",
        message = "set exactly one of configMap, secret, service and restart")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Switch(
        @JsonPropertyDescription("Sets a key of a ConfigMap.") @Nullable ConfigMapValue configMap,

        @JsonPropertyDescription("Sets a key of a Secret to what a key of another holds.") @Nullable SecretValue secret,

        @JsonPropertyDescription("Sets the external name of a Service of type ExternalName.") @Nullable ExternalService service,

        @JsonPropertyDescription(
                "Restarts a workload, as kubectl rollout restart does, and waits until it is available.")
        @Nullable Workload restart) {

    /** A key of a ConfigMap. */
    public record ConfigMapValue(
            @Required @JsonPropertyDescription("The ConfigMap's name.") @Size(min = 1, max = 253) String name,

            @Required @JsonPropertyDescription("The key.") @Size(min = 1, max = 253) String key,

            @Required @JsonPropertyDescription("What it says after the cutover.") @Size(max = 4096) String value) {}

    /** A key of a Secret. */
    public record SecretValue(
            @Required @JsonPropertyDescription("The Secret's name.") @Size(min = 1, max = 253) String name,

            @Required @JsonPropertyDescription("The key.") @Size(min = 1, max = 253) String key,

            @Required @JsonPropertyDescription("Where it stands what it says after the cutover.")
            SecretKey from) {}

    /** A key to read. */
    public record SecretKey(
            @Required @JsonPropertyDescription("The Secret's name.") @Size(min = 1, max = 253) String name,

            @Required @JsonPropertyDescription("The key.") @Size(min = 1, max = 253) String key) {}

    /** A Service of type ExternalName. */
    public record ExternalService(
            @Required @JsonPropertyDescription("The Service's name.") @Size(min = 1, max = 63) String name,

            @Required
            @JsonPropertyDescription("The name that it stands for after the cutover.")
            @Size(min = 1, max = 253) String externalName) {}

    /** Something with pods. */
    public record Workload(
            @Required @JsonPropertyDescription("Its kind.") WorkloadKind kind,

            @Required @JsonPropertyDescription("Its name.") @Size(min = 1, max = 253) String name) {}

    /** What can be restarted. */
    public enum WorkloadKind {
        /** Pods that are alike. */
        Deployment,
        /** Pods with names and volumes of their own. */
        StatefulSet,
        /** A pod on every node. */
        DaemonSet
    }
}
