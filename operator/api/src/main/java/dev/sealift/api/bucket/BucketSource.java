package dev.sealift.api.bucket;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sealift.api.LocalReference;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where the objects are. The rules for names are AWS's: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
@ValidationRule(
        value =
                "self.bucket == oldSelf.bucket && self.prefix == oldSelf.prefix && self.connectionRef == oldSelf.connectionRef",
        message = "the source can't be changed; make another BucketMigration instead")
@ValidationRule(
        value =
                "!self.bucket.contains('..') && !self.bucket.matches('^[0-9]+[.][0-9]+[.][0-9]+[.][0-9]+$|^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|[.]mrap|--x-s3|--table-s3)$')",
        message =
                "bucket must not hold two dots in a row, look like an IP address, or have a beginning or an end that AWS reserves (such as xn--, or -s3alias for access points and --x-s3 for directory buckets)",
        fieldPath = ".bucket")
public record BucketSource(
        @Required @JsonPropertyDescription("The AwsConnection to read with.")
        LocalReference connectionRef,

        @Required
        @JsonPropertyDescription("The bucket's name.")
        @Pattern("^[a-z0-9][a-z0-9.-]*[a-z0-9]$") @Size(min = 3, max = 63) String bucket,

        @JsonPropertyDescription("Only keys that start with this, such as orders/2026/; empty for all.")
        @Default("")
        @Size(max = 512) String prefix) {

    /** Fills what is absent. */
    public BucketSource(LocalReference connectionRef, String bucket, @Nullable String prefix) {
        this.connectionRef = connectionRef;
        this.bucket = bucket;
        this.prefix = Objects.requireNonNullElse(prefix, "");
    }
}
