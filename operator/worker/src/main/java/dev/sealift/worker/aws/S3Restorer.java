package dev.sealift.worker.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sealift.api.worker.Restoration;
import dev.sealift.api.worker.S3Location;
import dev.sealift.worker.http.Call;
import dev.sealift.worker.http.Query;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.Restorer;
import java.nio.ByteBuffer;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Restores a bucket's objects.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_RestoreObject.html">RestoreObject</a>
 */
public final class S3Restorer implements Restorer, AutoCloseable {

    private static final int CONNECTIONS = 64;

    /** What S3 has moved to an archive by itself it takes back for good, so there are no days to say. */
    private static final String MOVES_BY_ITSELF = "INTELLIGENT_TIERING";

    private static final int ALREADY_THERE = 200;

    private final S3Location location;
    private final Restoration wish;
    private final Bucket bucket;

    private S3Restorer(S3Location location, Restoration wish, Bucket bucket) {
        this.location = location;
        this.wish = wish;
        this.bucket = bucket;
    }

    public static S3Restorer at(S3Location location, Restoration wish, AwsCredentialsProvider credentials) {
        return new S3Restorer(location, wish, Bucket.at(location, credentials, CONNECTIONS));
    }

    @Override
    public Answer restore(Item item) {
        try {
            return asked(item);
        } catch (Refusal.RefusedException e) {
            return switch (e.refusal().code()) {
                case "RestoreAlreadyInProgress" -> Answer.UnderWay;
                case "ObjectAlreadyInActiveTierError" -> Answer.Readable;
                default -> throw troubled(e, item);
            };
        } catch (RuntimeException e) {
            throw troubled(e, item);
        }
    }

    private Answer asked(Item item) {
        ByteBuffer request = ByteBuffer.wrap(request(item).getBytes(UTF_8));
        Call call = bucket.call("POST", item.key(), Query.of("restore", "")).carrying(request);
        try (var said = bucket.send(call)) {
            return said.status() == ALREADY_THERE ? Answer.Readable : Answer.Begun;
        }
    }

    private String request(Item item) {
        String days = MOVES_BY_ITSELF.equals(item.tier()) ? "" : "<Days>" + wish.days() + "</Days>";
        return "<RestoreRequest xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">" + days
                + "<GlacierJobParameters><Tier>" + wish.tier() + "</Tier></GlacierJobParameters></RestoreRequest>";
    }

    private RuntimeException troubled(RuntimeException e, Item item) {
        return AwsErrors.troubled(e, "s3:RestoreObject", "s3://" + location.bucket() + "/" + item.key());
    }

    @Override
    public void close() {
        bucket.close();
    }
}
