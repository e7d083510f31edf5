package dev.sealift.api.worker;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A bucket, or the part of it under a prefix.
 *
 * @param region the bucket's own region, such as {@code eu-central-1}
 * @param prefix only keys that start with it; empty for the whole bucket
 * @param endpoint overrides the public endpoint (a VPC endpoint, a gateway); null for AWS's own
 * @param pathStyle whether the bucket stands in the path rather than in the host name
 */
public record S3Location(
        String bucket,
        String region,
        String prefix,
        @Nullable URI endpoint,
        boolean pathStyle) {}
