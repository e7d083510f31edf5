package dev.sealift.worker.aws;

import dev.sealift.api.worker.S3Location;
import dev.sealift.worker.objects.Headers;
import dev.sealift.worker.objects.Original;
import dev.sealift.worker.objects.Reader;
import dev.sealift.worker.work.Trouble;
import java.io.InputStream;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** A bucket's objects, read through the AWS SDK, whose credentials renew themselves. */
public final class S3Reader implements Reader, AutoCloseable {

    private static final int CONNECTIONS = 512;

    private final S3Location location;
    private final S3Client client;

    private S3Reader(S3Location location, S3Client client) {
        this.location = location;
        this.client = client;
    }

    public static S3Reader at(S3Location location, AwsCredentialsProvider credentials) {
        S3Client client = S3Source.builder(location, credentials, CONNECTIONS)
                .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
        return new S3Reader(location, client);
    }

    @Override
    public Original inspect(String key) {
        return asking(key, () -> {
            HeadObjectResponse head =
                    client.headObject(r -> r.bucket(location.bucket()).key(key).checksumMode(ChecksumMode.ENABLED));
            return new Original(
                    key,
                    size(head.contentLength()),
                    time(head.lastModified()),
                    text(head.eTag()),
                    head.storageClassAsString(),
                    Headers.of(
                            head.contentType(),
                            head.contentEncoding(),
                            head.contentLanguage(),
                            head.contentDisposition(),
                            head.cacheControl(),
                            head.metadata()),
                    Digests.of(
                            head.eTag(),
                            S3Source.ownKey(head.serverSideEncryptionAsString(), head.sseCustomerAlgorithm()),
                            Digests.said(
                                    head.checksumSHA256(),
                                    head.checksumSHA1(),
                                    head.checksumCRC64NVME(),
                                    head.checksumCRC32C(),
                                    head.checksumCRC32())));
        });
    }

    @Override
    public Opened fetch(String key) {
        return asking(key, () -> {
            ResponseInputStream<GetObjectResponse> body = client.getObject(r -> r.bucket(location.bucket())
                    .key(key)
                    // By header and not by the SDK's own switch: the digests are wanted, and compared elsewhere.
                    .overrideConfiguration(o -> o.putHeader("x-amz-checksum-mode", "ENABLED")));
            return new Opened(
                    original(key, body.response()),
                    new Body(body, size(body.response().contentLength())));
        });
    }

    private static Original original(String key, GetObjectResponse got) {
        return new Original(
                key,
                size(got.contentLength()),
                time(got.lastModified()),
                text(got.eTag()),
                got.storageClassAsString(),
                Headers.of(
                        got.contentType(),
                        got.contentEncoding(),
                        got.contentLanguage(),
                        got.contentDisposition(),
                        got.cacheControl(),
                        got.metadata()),
                Digests.of(
                        got.eTag(),
                        S3Source.ownKey(got.serverSideEncryptionAsString(), got.sseCustomerAlgorithm()),
                        Digests.said(
                                got.checksumSHA256(),
                                got.checksumSHA1(),
                                got.checksumCRC64NVME(),
                                got.checksumCRC32C(),
                                got.checksumCRC32())));
    }

    @Override
    public InputStream read(Original original, long offset, int length) {
        return asking(original.key(), () -> {
            ResponseInputStream<GetObjectResponse> body = client.getObject(r -> r.bucket(location.bucket())
                    .key(original.key())
                    .range("bytes=" + offset + "-" + (offset + length - 1))
                    .ifMatch(original.etag()));
            // Not every S3 knows the condition.
            if (!original.etag().equals(body.response().eTag())) {
                body.abort();
                throw changed(original.key()).asException();
            }
            return new Body(body, length);
        });
    }

    private Trouble changed(String key) {
        return new Trouble("SourceChanged", object(key) + " changed while it was read", false);
    }

    @Override
    public OptionalLong firstPart(Original original) {
        return asking(original.key(), () -> {
            HeadObjectResponse head = client.headObject(r -> r.bucket(location.bucket())
                    .key(original.key())
                    .partNumber(1)
                    .ifMatch(original.etag()));
            // An S3 that doesn't know parts answers with the whole.
            return head.partsCount() == null || head.contentLength() == null
                    ? OptionalLong.empty()
                    : OptionalLong.of(head.contentLength());
        });
    }

    private static long size(@Nullable Long length) {
        return length == null ? 0 : length;
    }

    private static Instant time(@Nullable Instant modified) {
        return Objects.requireNonNullElse(modified, Instant.EPOCH);
    }

    private static String text(@Nullable String etag) {
        return Objects.requireNonNullElse(etag, "");
    }

    private String object(String key) {
        return "s3://" + location.bucket() + "/" + key;
    }

    private <T> T asking(String key, Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            throw AwsErrors.troubled(e, "s3:GetObject", object(key));
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
