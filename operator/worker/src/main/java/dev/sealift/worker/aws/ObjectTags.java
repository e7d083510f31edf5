package dev.sealift.worker.aws;

import dev.sealift.api.worker.S3Location;
import dev.sealift.worker.http.Answer;
import dev.sealift.worker.http.Query;
import dev.sealift.worker.http.TagSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tags of objects, which come by a request of their own.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html">GetObjectTagging</a>
 */
final class ObjectTags {

    private ObjectTags() {}

    /** How many there are, as an answer says it: only to who may read them, and only if there are any. */
    static int count(Answer head) {
        @Nullable String said = head.header("x-amz-tagging-count");
        return said == null ? 0 : Integer.parseInt(said);
    }

    static Map<String, String> of(Bucket bucket, S3Location location, String key) {
        try (Answer answer = bucket.send(bucket.call("GET", key, Query.of("tagging", "")))) {
            return TagSet.read(answer.body());
        } catch (RuntimeException e) {
            throw AwsErrors.troubled(e, "s3:GetObjectTagging", "s3://" + location.bucket() + "/" + key);
        }
    }
}
