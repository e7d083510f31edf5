package dev.sealift.worker.aws;

import dev.sealift.api.worker.S3Location;
import dev.sealift.worker.http.Answer;
import dev.sealift.worker.http.Call;
import dev.sealift.worker.http.Query;
import dev.sealift.worker.objects.Original;
import dev.sealift.worker.objects.Reader;
import dev.sealift.worker.work.Trouble;
import java.io.InputStream;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** A bucket's objects, as a copier reads them. */
public final class S3Reader implements Reader, AutoCloseable {

    private static final int CONNECTIONS = 256;

    private final S3Location location;
    private final Bucket bucket;

    private S3Reader(S3Location location, Bucket bucket) {
        this.location = location;
        this.bucket = bucket;
    }

    /** @param credentials such as renew themselves */
    public static S3Reader at(S3Location location, AwsCredentialsProvider credentials) {
        return new S3Reader(location, Bucket.at(location, credentials, CONNECTIONS));
    }

    @Override
    public Original inspect(String key) {
        return asking(key, () -> {
            try (Answer head = bucket.send(withDigests(bucket.call("HEAD", key)))) {
                return ObjectHead.original(key, head);
            }
        });
    }

    @Override
    public Opened fetch(String key) {
        return asking(key, () -> {
            Answer answer = bucket.send(withDigests(bucket.call("GET", key)));
            return new Opened(ObjectHead.original(key, answer), answer.body());
        });
    }

    /** Digests come only to who asks for them. */
    private static Call withDigests(Call call) {
        return call.with("x-amz-checksum-mode", "ENABLED");
    }

    @Override
    public InputStream read(Original original, long offset, int length) {
        return asking(original.key(), () -> {
            Answer answer = bucket.send(bucket.call("GET", original.key())
                    .with("range", "bytes=" + offset + "-" + (offset + length - 1))
                    .with("if-match", original.etag()));
            // Not every S3 knows the condition.
            if (!original.etag().equals(answer.header("ETag"))) {
                answer.close();
                throw changed(original.key()).asException();
            }
            return answer.body();
        });
    }

    private Trouble changed(String key) {
        return new Trouble("SourceChanged", object(key) + " changed while it was read", false);
    }

    @Override
    public Map<String, String> tags(String key) {
        return ObjectTags.of(bucket, location, key);
    }

    @Override
    public OptionalLong firstPart(Original original) {
        return asking(original.key(), () -> {
            Call call = bucket.call("HEAD", original.key(), Query.of("partNumber", "1"))
                    .with("if-match", original.etag());
            try (Answer head = bucket.send(call)) {
                // An S3 that doesn't know parts answers with the whole.
                return head.header("x-amz-mp-parts-count") == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(head.length());
            }
        });
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
        bucket.close();
    }
}
