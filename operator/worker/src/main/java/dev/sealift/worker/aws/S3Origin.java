package dev.sealift.worker.aws;

import dev.sealift.api.worker.S3Location;
import dev.sealift.worker.objects.Content;
import dev.sealift.worker.objects.Headers;
import dev.sealift.worker.objects.Origin;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** A bucket that is written to through the AWS SDK: small objects at once, larger ones in parts, each part in memory. */
public final class S3Origin implements Origin, AutoCloseable {

    private static final String ACTION = "s3:PutObject";
    private static final int CONNECTIONS = 16;
    private static final long SMALLEST_PART = 16L << 20;

    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
    private static final int MOST_PARTS = 10_000;

    private final S3Location location;
    private final S3Client client;

    private S3Origin(S3Location location, S3Client client) {
        this.location = location;
        this.client = client;
    }

    public static S3Origin at(S3Location location, AwsCredentialsProvider credentials) {
        return new S3Origin(
                location, S3Source.builder(location, credentials, CONNECTIONS).build());
    }

    @Override
    public void write(String key, Content content, long size) throws IOException {
        if (size <= SMALLEST_PART) {
            put(key, content, (int) size);
        } else {
            upload(key, content, size);
        }
    }

    private void put(String key, Content content, int size) throws IOException {
        byte[] whole = read(content.body(), size);
        asking(key, () -> client.putObject(headers(key, content.headers()), RequestBody.fromBytes(whole)));
    }

    private PutObjectRequest headers(String key, Headers headers) {
        Map<String, String> said = headers.content();
        return PutObjectRequest.builder()
                .bucket(location.bucket())
                .key(key)
                .contentType(said.get("Content-Type"))
                .contentEncoding(said.get("Content-Encoding"))
                .contentLanguage(said.get("Content-Language"))
                .contentDisposition(said.get("Content-Disposition"))
                .cacheControl(said.get("Cache-Control"))
                .metadata(headers.metadata())
                .build();
    }

    /** Parts that were sent are no object: an upload that fails is aborted, so that nobody pays for them. */
    private void upload(String key, Content content, long size) throws IOException {
        String upload = begin(key, content.headers());
        boolean completed = false;
        try {
            List<CompletedPart> parts = send(key, upload, content.body(), size);
            asking(
                    key,
                    () -> client.completeMultipartUpload(r -> r.bucket(location.bucket())
                            .key(key)
                            .uploadId(upload)
                            .multipartUpload(whole -> whole.parts(parts))));
            completed = true;
        } finally {
            if (!completed) {
                abort(key, upload);
            }
        }
    }

    private String begin(String key, Headers headers) {
        PutObjectRequest whole = headers(key, headers);
        CreateMultipartUploadRequest request = CreateMultipartUploadRequest.builder()
                .bucket(whole.bucket())
                .key(key)
                .contentType(whole.contentType())
                .contentEncoding(whole.contentEncoding())
                .contentLanguage(whole.contentLanguage())
                .contentDisposition(whole.contentDisposition())
                .cacheControl(whole.cacheControl())
                .metadata(whole.metadata())
                .build();
        return asking(key, () -> client.createMultipartUpload(request)).uploadId();
    }

    private List<CompletedPart> send(String key, String upload, InputStream body, long size) throws IOException {
        int partSize = partSize(size);
        List<CompletedPart> parts = new ArrayList<>();
        for (long sent = 0; sent < size; sent += partSize) {
            byte[] part = read(body, (int) Math.min(partSize, size - sent));
            int number = parts.size() + 1;
            UploadPartResponse answer = asking(
                    key,
                    () -> client.uploadPart(
                            r -> r.bucket(location.bucket())
                                    .key(key)
                                    .uploadId(upload)
                                    .partNumber(number),
                            RequestBody.fromBytes(part)));
            parts.add(CompletedPart.builder()
                    .partNumber(number)
                    .eTag(answer.eTag())
                    .build());
        }
        return parts;
    }

    static int partSize(long size) {
        return Math.toIntExact(Math.max(SMALLEST_PART, Math.ceilDiv(size, MOST_PARTS)));
    }

    private void abort(String key, String upload) {
        asking(
                key,
                () -> client.abortMultipartUpload(
                        r -> r.bucket(location.bucket()).key(key).uploadId(upload)));
    }

    private static byte[] read(InputStream body, int size) throws IOException {
        byte[] bytes = body.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("it ended %d bytes early".formatted(size - bytes.length));
        }
        return bytes;
    }

    private <T> T asking(String key, Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            throw AwsErrors.troubled(e, ACTION, "s3://" + location.bucket() + "/" + key);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
