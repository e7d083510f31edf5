package dev.sealift.worker.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sealift.api.worker.S3Location;
import dev.sealift.worker.http.Answer;
import dev.sealift.worker.http.Call;
import dev.sealift.worker.http.Elements;
import dev.sealift.worker.http.Query;
import dev.sealift.worker.objects.Content;
import dev.sealift.worker.objects.Headers;
import dev.sealift.worker.objects.Origin;
import dev.sealift.worker.work.Retries;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * A bucket that is written to: small objects at once, larger ones in parts, each part in memory.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html">Multipart upload</a>
 */
public final class S3Origin implements Origin, AutoCloseable {

    private static final String ACTION = "s3:PutObject";
    private static final int CONNECTIONS = 16;
    private static final long SMALLEST_PART = 16L << 20;

    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
    private static final int MOST_PARTS = 10_000;

    private final S3Location location;
    private final Bucket bucket;
    private final Retries retries;

    private S3Origin(S3Location location, Bucket bucket, Retries retries) {
        this.location = location;
        this.bucket = bucket;
        this.retries = retries;
    }

    public static S3Origin at(S3Location location, AwsCredentialsProvider credentials, Retries retries) {
        return new S3Origin(location, Bucket.at(location, credentials, CONNECTIONS), retries);
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
        ByteBuffer whole = read(content.body(), size);
        tell(key, () -> saying(bucket.call("PUT", key), content.headers()).carrying(whole));
    }

    private static Call saying(Call call, Headers headers) {
        headers.content().forEach((name, value) -> call.with(name.toLowerCase(Locale.ROOT), value));
        headers.metadata().forEach((name, value) -> call.with("x-amz-meta-" + name, value));
        return call;
    }

    /** Parts that were sent are no object: an upload that fails is aborted, so that nobody pays for them. */
    private void upload(String key, Content content, long size) throws IOException {
        String upload = begin(key, content.headers());
        boolean completed = false;
        try {
            complete(key, upload, send(key, upload, content.body(), size));
            completed = true;
        } finally {
            if (!completed) {
                tell(key, () -> bucket.call("DELETE", key, Query.of("uploadId", upload)));
            }
        }
    }

    private String begin(String key, Headers headers) {
        return asking(key, () -> saying(bucket.call("POST", key, Query.of("uploads", "")), headers), answer -> {
            AtomicReference<@Nullable String> id = new AtomicReference<>();
            Elements.read(answer.body(), (parent, name, attribute, text) -> {
                if (name.equals("UploadId")) {
                    id.set(text);
                }
            });
            return Objects.requireNonNull(id.get(), "S3 began an upload and named none");
        });
    }

    /** The ETags of its parts. */
    private List<String> send(String key, String upload, InputStream body, long size) throws IOException {
        int partSize = partSize(size);
        List<String> parts = new ArrayList<>();
        for (long sent = 0; sent < size; sent += partSize) {
            ByteBuffer part = read(body, (int) Math.min(partSize, size - sent));
            Query place = Query.of("uploadId", upload).and("partNumber", Integer.toString(parts.size() + 1));
            parts.add(asking(key, () -> bucket.call("PUT", key, place).carrying(part), answer -> {
                answer.finish();
                return Objects.requireNonNull(answer.header("ETag"), "S3 took a part and gave no ETag");
            }));
        }
        return parts;
    }

    static int partSize(long size) {
        return Math.toIntExact(Math.max(SMALLEST_PART, Math.ceilDiv(size, MOST_PARTS)));
    }

    private void complete(String key, String upload, List<String> parts) {
        ByteBuffer list = ByteBuffer.wrap(listed(parts).getBytes(UTF_8));
        asking(key, () -> bucket.call("POST", key, Query.of("uploadId", upload)).carrying(list), answer -> {
            Refusal.late(answer).ifPresent(no -> {
                throw no.asException();
            });
            return key;
        });
    }

    private static String listed(List<String> parts) {
        return IntStream.range(0, parts.size())
                .mapToObj(i -> "<Part><PartNumber>" + (i + 1) + "</PartNumber><ETag>"
                        + parts.get(i).replace("\"", "&quot;") + "</ETag></Part>")
                .collect(Collectors.joining("", "<CompleteMultipartUpload>", "</CompleteMultipartUpload>"));
    }

    private static ByteBuffer read(InputStream body, int size) throws IOException {
        byte[] bytes = body.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("it ended %d bytes early".formatted(size - bytes.length));
        }
        return ByteBuffer.wrap(bytes);
    }

    private void tell(String key, Supplier<Call> call) {
        asking(key, call, answer -> {
            answer.finish();
            return key;
        });
    }

    private <T> T asking(String key, Supplier<Call> call, Function<Answer, T> reading) {
        return retries.ask(() -> {
            try (Answer answer = bucket.send(call.get())) {
                return reading.apply(answer);
            } catch (RuntimeException e) {
                throw AwsErrors.troubled(e, ACTION, "s3://" + location.bucket() + "/" + key);
            }
        });
    }

    @Override
    public void close() {
        bucket.close();
    }
}
