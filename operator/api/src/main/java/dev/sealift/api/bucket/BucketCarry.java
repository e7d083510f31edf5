package dev.sealift.api.bucket;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is carried only if asked for, because it costs requests and rights. */
public record BucketCarry(
        @JsonPropertyDescription(
                "Make object tags blob index tags. It takes Stream, s3:GetObjectTagging at the source, a request for each object that has tags, the data actions blobs/tags/read and blobs/tags/write at the target, and an account without a hierarchical namespace. Tags that Azure can't hold are left out and named in the report. A change of tags alone is seen by no pass, because S3 changes neither ETag nor time.")
        @Default("false")
        Boolean tags) {

    /** Fills what is absent. */
    public BucketCarry(@Nullable Boolean tags) {
        this.tags = Objects.requireNonNullElse(tags, false);
    }

    /** As it is when a spec says nothing of it. */
    public static BucketCarry defaults() {
        return new BucketCarry(null);
    }
}
