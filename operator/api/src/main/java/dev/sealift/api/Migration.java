package dev.sealift.api;

import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.api.model.HasMetadata;
import org.jspecify.annotations.Nullable;

/**
 * What the engine reads of a resource of any kind. Implemented by every kind's custom resource.
 *
 * <p>Without the annotation Jackson would find, by way of this interface, the deserializer that fabric8 puts on all resources, before
 * the one that fabric8 puts on custom resources, and read a kind of ours as a generic resource. The methods are no bean properties, for
 * Jackson would see them beside those of the custom resource.
 */
@JsonDeserialize(using = JsonDeserializer.None.class)
public interface Migration extends HasMetadata {

    /** The spec's shared part. Never null on a resource that the API server has admitted. */
    MigrationSpec spec();

    /** The last status written, null before the first. */
    @Nullable MigrationStatus status();

    /** Replaces the status of this copy of the resource. */
    void keep(MigrationStatus status);

    /** The source as a person names it, such as {@code s3://orders}. */
    String sourceName();

    /** The target as a person names it, such as {@code https://shoporders.blob.core.windows.net/orders}. */
    String targetName();
}
