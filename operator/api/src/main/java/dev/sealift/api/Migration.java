package dev.sealift.api;

import io.fabric8.kubernetes.api.model.HasMetadata;
import org.jspecify.annotations.Nullable;

/** What the engine reads of a resource of any kind. Implemented by every kind's custom resource. */
public interface Migration extends HasMetadata {

    /** The spec's shared part. Never null on a resource that the API server has admitted. */
    MigrationSpec getSpec();

    /** The last status written, null before the first. */
    @Nullable MigrationStatus getStatus();

    /** Replaces the status of this copy of the resource. */
    void setStatus(MigrationStatus status);

    /** The source as a person names it, such as {@code s3://orders}. */
    String sourceName();

    /** The target as a person names it, such as {@code https://shoporders.blob.core.windows.net/orders}. */
    String targetName();
}
