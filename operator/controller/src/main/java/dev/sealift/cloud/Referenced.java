package dev.sealift.cloud;

import dev.sealift.api.Reason;
import java.util.Map;
import java.util.Optional;

/**
 * What a Secret or a ConfigMap held when it was read.
 *
 * @param where its kind and name, such as {@code Secret shop/aws}
 * @param values the keys that were asked for and are there
 * @param version changes when the content does
 */
public record Referenced(String where, Map<String, String> values, String version) {

    /** Keeps its own copy. */
    public Referenced {
        values = Map.copyOf(values);
    }

    /** The value of a key that was required. */
    public String get(String key) {
        return optional(key)
                .orElseThrow(() -> new Refusal(new CloudProblem(
                        Reason.ReferenceNotFound,
                        where + " has no key " + key,
                        "add the key " + key + " to it",
                        false,
                        Optional.empty())));
    }

    /** The value of a key that may be absent. */
    public Optional<String> optional(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** The value, where one key was asked for. */
    String only() {
        return values.values().iterator().next();
    }

    /** Values are secrets: they are not shown. */
    @Override
    public String toString() {
        return where + " with " + values.keySet();
    }
}
