package dev.sealift.cloud;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import org.jspecify.annotations.Nullable;

/** A variable of a pod's environment. */
public final class Variable {

    private Variable() {}

    /** With a value that anyone may read. */
    public static EnvVar of(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }

    /** With a Secret's value. */
    public static EnvVar ofSecret(String name, String secret, String key) {
        return ofSecret(name, secret, key, null);
    }

    /** With a Secret's value, and absent if the Secret has no such key. */
    public static EnvVar ofOptionalSecret(String name, String secret, String key) {
        return ofSecret(name, secret, key, true);
    }

    private static EnvVar ofSecret(String name, String secret, String key, @Nullable Boolean optional) {
        return new EnvVarBuilder()
                .withName(name)
                .withNewValueFrom()
                .withNewSecretKeyRef(key, secret, optional)
                .endValueFrom()
                .build();
    }
}
