package dev.sealift.api.worker;

import java.net.URI;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A bucket, or the part of it under a prefix, or of that what patterns select.
 *
 * @param region the bucket's own region, such as {@code eu-central-1}
 * @param prefix only keys that start with it; empty for the whole bucket
 * @param endpoint overrides the public endpoint (a VPC endpoint, a gateway); null for AWS's own
 * @param pathStyle whether the bucket stands in the path rather than in the host name
 * @param keys which of the keys under the prefix belong
 */
public record S3Location(
        String bucket,
        String region,
        String prefix,
        @Nullable URI endpoint,
        boolean pathStyle,
        KeyPatterns keys) {

    /** Fills what is absent. */
    public S3Location(
            String bucket,
            String region,
            String prefix,
            @Nullable URI endpoint,
            boolean pathStyle,
            @Nullable KeyPatterns keys) {
        this.bucket = bucket;
        this.region = region;
        this.prefix = prefix;
        this.endpoint = endpoint;
        this.pathStyle = pathStyle;
        this.keys = Objects.requireNonNullElse(keys, KeyPatterns.ALL);
    }

    /**
     * The names by which AWS answers everybody: {@code s3.eu-central-1.amazonaws.com}, {@code s3.dualstack.…}. An interface
     * endpoint's name has {@code vpce} in it.
     */
    private static final Pattern PUBLIC_NAME =
            Pattern.compile("s3(\\.dualstack)?[.-][a-z0-9-]+\\.amazonaws\\.com(\\.cn)?", Pattern.CASE_INSENSITIVE);

    /** Whether the endpoint is one of AWS's public ones, by its name. */
    public boolean publiclyNamed() {
        return endpoint == null
                || ("https".equalsIgnoreCase(endpoint.getScheme())
                        && endpoint.getPort() == -1
                        && endpoint.getHost() != null
                        && PUBLIC_NAME.matcher(endpoint.getHost()).matches());
    }

    /** All keys under the prefix. */
    public S3Location(String bucket, String region, String prefix, @Nullable URI endpoint, boolean pathStyle) {
        this(bucket, region, prefix, endpoint, pathStyle, KeyPatterns.ALL);
    }

    /** The same place, of which only these keys belong. */
    public S3Location selecting(KeyPatterns selected) {
        return new S3Location(bucket, region, prefix, endpoint, pathStyle, selected);
    }
}
