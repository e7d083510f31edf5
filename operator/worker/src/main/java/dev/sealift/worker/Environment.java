package dev.sealift.worker;

import dev.sealift.api.worker.WorkerContract;
import dev.sealift.worker.azure.TargetIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pod's environment, by meaning. */
record Environment(Map<String, String> variables) {

    private @Nullable String get(String name) {
        String value = variables.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    private String required(String name) {
        String value = get(name);
        if (value == null) {
            throw new IllegalArgumentException("the environment lacks " + name);
        }
        return value;
    }

    private String or(String name, String otherwise) {
        String value = get(name);
        return value == null ? otherwise : value;
    }

    String order() {
        return required(WorkerContract.ORDER_VARIABLE);
    }

    /** Where the plan stands of which this pod does one shard; empty if the work isn't divided. */
    Optional<Path> shardPlan() {
        return Optional.ofNullable(get(WorkerContract.PLAN_VARIABLE)).map(Path::of);
    }

    int shard() {
        return Integer.parseInt(required(WorkerContract.SHARD_VARIABLE));
    }

    Optional<Path> bundle() {
        return Optional.ofNullable(get(WorkerContract.CA_BUNDLE_VARIABLE)).map(Path::of);
    }

    Path stateDirectory() {
        return Path.of(required(WorkerContract.STATE_DIRECTORY_VARIABLE));
    }

    @Nullable String sourcePassword() {
        return secret(WorkerContract.SOURCE_PASSWORD_VARIABLE);
    }

    @Nullable String targetPassword() {
        return secret(WorkerContract.TARGET_PASSWORD_VARIABLE);
    }

    /** As it is: what is blank may be a password. */
    private @Nullable String secret(String name) {
        String value = variables.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    String psyncAliases() {
        return or(WorkerContract.PSYNC_ALIASES_VARIABLE, "");
    }

    Path sharedDirectory() {
        return Path.of(required(WorkerContract.SHARED_DIRECTORY_VARIABLE));
    }

    Path dataDirectory() {
        return Path.of(required(WorkerContract.DATA_DIRECTORY_VARIABLE));
    }

    Path azcopy() {
        return Path.of(or("AZCOPY_PATH", "/usr/local/bin/azcopy"));
    }

    Path terminationLog() {
        return Path.of(or("SEALIFT_TERMINATION_LOG", "/dev/termination-log"));
    }

    Duration linger() {
        return Duration.parse(or(WorkerContract.LINGER_VARIABLE, "PT15M"));
    }

    int statusPort() {
        return Integer.parseInt(or("SEALIFT_STATUS_PORT", Integer.toString(WorkerContract.STATUS_PORT)));
    }

    Duration patience() {
        return Duration.ofMinutes(Long.parseLong(or("SEALIFT_STALL_MINUTES", "15")));
    }

    Path scratch() {
        return Path.of(or("TMPDIR", "/tmp"));
    }

    boolean awsWebIdentity() {
        return get("AWS_ACCESS_KEY_ID") == null && get("AWS_WEB_IDENTITY_TOKEN_FILE") != null;
    }

    @Nullable String awsRegion() {
        return get("AWS_REGION");
    }

    TargetIdentity azure() {
        String secret = get("AZURE_CLIENT_SECRET");
        return new TargetIdentity(
                required("AZURE_TENANT_ID"),
                required("AZURE_CLIENT_ID"),
                get("AZURE_AUTHORITY_HOST"),
                secret == null ? required("AZURE_FEDERATED_TOKEN_FILE") : null,
                secret);
    }
}
