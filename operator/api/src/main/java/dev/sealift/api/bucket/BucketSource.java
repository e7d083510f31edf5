package dev.sealift.api.bucket;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sealift.api.LocalReference;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where the objects are. The rules for names are AWS's: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
@ValidationRule(
        value =
                "self.bucket == oldSelf.bucket && self.prefix == oldSelf.prefix && self.connectionRef == oldSelf.connectionRef && self.include == oldSelf.include && self.exclude == oldSelf.exclude",
        message = "the source can't be changed; make another BucketMigration instead")
@ValidationRule(
        value =
                "!self.bucket.contains('..') && !self.bucket.matches('^[0-9]+[.][0-9]+[.][0-9]+[.][0-9]+$|^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|[.]mrap|--x-s3|--table-s3)$')",
        message =
                "bucket must not hold two dots in a row, look like an IP address, or have a beginning or an end that AWS reserves (such as xn--, or -s3alias for access points and --x-s3 for directory buckets)",
        fieldPath = ".bucket")
@ValidationRule(
        value = "(self.include + self.exclude).all(p, !p.matches('[^/][*][*]|[*][*][^/]'))",
        message =
                "in include and exclude, ** must have a path segment for itself, as in logs/** or **/*.csv; within a segment use a single *")
public record BucketSource(
        @Required @JsonPropertyDescription("The AwsConnection to read with.")
        LocalReference connectionRef,

        @Required
        @JsonPropertyDescription("The bucket's name.")
        @Pattern("^[a-z0-9][a-z0-9.-]*[a-z0-9]$") @Size(min = 3, max = 63) String bucket,

        @JsonPropertyDescription("Only keys that start with this, such as orders/2026/; empty for all.")
        @Default("")
        @Size(max = 512) String prefix,

        @JsonPropertyDescription(
                "Only keys that one of these patterns matches; none for all. A pattern is over the whole key, prefix and all: * stands for anything within a path segment, ? for one character of it, ** for any number of segments; all else stands for itself. Thus **/*.csv is every key that ends in .csv, and logs/** every key under logs/.")
        @Default("[]")
        @Size(max = 32) List<@Size(min = 1, max = 256) String> include,

        @JsonPropertyDescription(
                "No keys that one of these patterns matches, even if include takes them. What is left out here is neither copied nor compared, at either side.")
        @Default("[]")
        @Size(max = 32) List<@Size(min = 1, max = 256) String> exclude,

        @JsonPropertyDescription(
                "Only current versions are copied. Latest looks at them alone. Report has Preflight count the other versions and the delete markers too, and name their keys; it needs s3:ListBucketVersions.")
        @Default("Latest")
        Versions versions) {

    /** What is told of versions that are not current. */
    public enum Versions {
        /** Nothing. */
        Latest,
        /** How many there are, and of which keys. */
        Report
    }

    /** Fills what is absent. */
    public BucketSource(
            LocalReference connectionRef,
            String bucket,
            @Nullable String prefix,
            @Nullable List<String> include,
            @Nullable List<String> exclude,
            @Nullable Versions versions) {
        this.connectionRef = connectionRef;
        this.bucket = bucket;
        this.prefix = Objects.requireNonNullElse(prefix, "");
        this.include = include == null ? List.of() : List.copyOf(include);
        this.exclude = exclude == null ? List.of() : List.copyOf(exclude);
        this.versions = Objects.requireNonNullElse(versions, Versions.Latest);
    }
}
