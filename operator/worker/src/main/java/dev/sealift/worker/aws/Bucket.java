package dev.sealift.worker.aws;

import dev.sealift.api.worker.S3Location;
import dev.sealift.worker.http.Answer;
import dev.sealift.worker.http.Call;
import dev.sealift.worker.http.Encoding;
import dev.sealift.worker.http.Query;
import dev.sealift.worker.http.Wire;
import java.net.URI;
import java.time.Clock;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * A bucket, by requests of S3's protocol. The SDK's cost four milliseconds of a core for each object, most of it neither the
 * network's nor ours; a copy of millions is made of little else (ADR 14).
 *
 * <p>Nothing here is tried a second time. What isn't answered is thrown as {@link java.io.UncheckedIOException}, what is
 * refused as {@link Refusal.RefusedException}; {@link AwsErrors} knows what they mean.
 */
final class Bucket implements AutoCloseable {

    private final Wire wire;
    private final String root;
    private final Signature signature;
    private final AwsCredentialsProvider credentials;

    private Bucket(Wire wire, String root, Signature signature, AwsCredentialsProvider credentials) {
        this.wire = wire;
        this.root = root;
        this.signature = signature;
        this.credentials = credentials;
    }

    /** @param connections as many at most */
    static Bucket at(S3Location location, AwsCredentialsProvider credentials, int connections) {
        boolean inPath = isInPath(location);
        URI endpoint = endpoint(location);
        URI host = inPath ? endpoint : prefixed(endpoint, location.bucket());
        String path = endpoint.getRawPath() == null ? "" : endpoint.getRawPath().replaceAll("/+$", "");
        return new Bucket(
                Wire.to(host, connections),
                inPath ? path + '/' + location.bucket() : path,
                new Signature(location.region(), Clock.systemUTC()),
                credentials);
    }

    /** A certificate for all buckets' names covers none with a dot. */
    private static boolean isInPath(S3Location location) {
        return location.pathStyle() || location.bucket().contains(".");
    }

    private static URI endpoint(S3Location location) {
        if (location.endpoint() != null) {
            return location.endpoint();
        }
        Region region = Region.of(location.region());
        return URI.create(
                "https://s3." + region.id() + "." + PartitionMetadata.of(region).dnsSuffix());
    }

    private static URI prefixed(URI endpoint, String bucket) {
        String port = endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort();
        return URI.create(endpoint.getScheme() + "://" + bucket + "." + endpoint.getHost() + port);
    }

    /** A request about the bucket itself. */
    Call call(String method, Query query) {
        return Call.of(method, root.isEmpty() ? "/" : root, query);
    }

    /** A request about an object. */
    Call call(String method, String key) {
        return call(method, key, Query.NONE);
    }

    /** A request about an object. */
    Call call(String method, String key, Query query) {
        return Call.of(method, root + '/' + Encoding.ofPath(key), query);
    }

    /** Sends a request in our name; the answer is a yes. */
    Answer send(Call call) {
        Answer answer = wire.send(signature.sign(call, wire.authority(), credentials.resolveCredentials()));
        if (answer.status() < 300) {
            return answer;
        }
        try (answer) {
            throw Refusal.of(answer).asException();
        }
    }

    @Override
    public void close() {
        wire.close();
    }
}
