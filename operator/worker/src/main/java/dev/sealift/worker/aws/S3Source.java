package dev.sealift.worker.aws;

import dev.sealift.api.worker.S3Location;
import dev.sealift.worker.http.Answer;
import dev.sealift.worker.http.Call;
import dev.sealift.worker.http.Query;
import dev.sealift.worker.listing.Pages;
import dev.sealift.worker.listing.Pages.Page;
import dev.sealift.worker.listing.ParallelListing;
import dev.sealift.worker.objects.Content;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.KeyOrder;
import dev.sealift.worker.objects.KeyRange;
import dev.sealift.worker.objects.OldVersion;
import dev.sealift.worker.objects.Seen;
import dev.sealift.worker.objects.Source;
import dev.sealift.worker.work.Retries;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** A bucket, or a part of it. */
public final class S3Source implements Source, AutoCloseable {

    private static final int PAGE = 1000;

    /** To look whether there is anything; a page of it would be sent for nothing where a page is under way already. */
    private static final int PROBE = 100;

    private static final int CONNECTIONS = 64;

    private final S3Location location;
    private final KeyRange range;
    private final AwsCredentialsProvider credentials;
    private final Bucket bucket;
    private final Retries retries;

    private S3Source(
            S3Location location, KeyRange range, AwsCredentialsProvider credentials, Bucket bucket, Retries retries) {
        this.location = location;
        this.range = range;
        this.credentials = credentials;
        this.bucket = bucket;
        this.retries = retries;
    }

    /** @param range the only keys that a listing tells of */
    public static S3Source at(
            S3Location location, KeyRange range, AwsCredentialsProvider credentials, Retries retries) {
        return new S3Source(location, range, credentials, Bucket.at(location, credentials, CONNECTIONS), retries);
    }

    @Override
    public void list(Consumer<Item> each) {
        new ParallelListing(new Listing(), range.and(KeyRange.of(location.prefix()))).into(each);
    }

    private final class Listing implements Pages {

        @Override
        public Optional<Page> from(String key) {
            return begun(key, PAGE);
        }

        @Override
        public Optional<Page> probe(String key) {
            return begun(key, PROBE);
        }

        /** S3 begins behind a key, not at it: so a hair before, and what that brings too much is left out. */
        private Optional<Page> begun(String key, int most) {
            String before = KeyOrder.justBefore(key);
            Page page = page(query(most).and("start-after", before.isEmpty() ? null : before));
            boolean ignored = !page.items().isEmpty()
                    && KeyOrder.INSTANCE.compare(page.items().getFirst().key(), before) <= 0;
            return ignored ? Optional.empty() : Optional.of(page.from(key));
        }

        @Override
        public Page next(String token) {
            return page(query(PAGE).and("continuation-token", token));
        }

        private Query query(int most) {
            return S3Source.this.query(most).and("list-type", "2");
        }
    }

    /** Keys are asked for in their encoded form, because XML can't hold all of them. */
    private Query query(int most) {
        return Query.of("encoding-type", "url")
                .and("max-keys", Integer.toString(most))
                .and("prefix", location.prefix().isEmpty() ? null : location.prefix());
    }

    private Page page(Query query) {
        return asking("s3:ListBucket", name(), () -> {
            Call call = bucket.call("GET", query).with("x-amz-optional-object-attributes", "RestoreStatus");
            try (Answer answer = bucket.send(call)) {
                return ObjectPage.read(answer.body());
            }
        });
    }

    @Override
    public void listOld(Consumer<OldVersion> each) {
        @Nullable Query next = query(PAGE).and("versions", "");
        while (next != null) {
            VersionPage page = versions(next);
            page.old().forEach(each);
            next = page.isTruncated()
                    ? query(PAGE)
                            .and("versions", "")
                            .and("key-marker", page.nextKey())
                            .and("version-id-marker", page.nextVersion())
                    : null;
        }
    }

    private VersionPage versions(Query query) {
        return asking("s3:ListBucketVersions", name(), () -> {
            try (Answer answer = bucket.send(bucket.call("GET", query))) {
                return VersionPage.read(answer.body());
            }
        });
    }

    @Override
    public Optional<Seen> look(String key) {
        return asking("s3:GetObject", object(key), () -> {
            try (Answer head = bucket.send(bucket.call("HEAD", key))) {
                return Optional.of(ObjectHead.seen(head));
            } catch (Refusal.RefusedException e) {
                if (e.refusal().status() == 404) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    @Override
    public Content open(String key) {
        return asking("s3:GetObject", object(key), () -> {
            Answer answer = bucket.send(bucket.call("GET", key));
            return new Content(answer.body(), ObjectHead.headers(answer), ObjectTags.count(answer));
        });
    }

    @Override
    public Map<String, String> tags(String key) {
        return retries.ask(() -> ObjectTags.of(bucket, location, key));
    }

    @Override
    public void readFirstByte(String key) {
        asking("s3:GetObject", object(key), () -> {
            try (InputStream body = bucket.send(bucket.call("GET", key).with("range", "bytes=0-0"))
                    .body()) {
                return body.read();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public Optional<Instant> credentialsExpire() {
        return asking("sts:AssumeRoleWithWebIdentity", name(), credentials::resolveCredentials)
                .expirationTime();
    }

    @Override
    public String name() {
        return "s3://" + location.bucket() + (location.prefix().isEmpty() ? "" : "/" + location.prefix());
    }

    private String object(String key) {
        return "s3://" + location.bucket() + "/" + key;
    }

    private <T> T asking(String action, String item, Supplier<T> call) {
        return retries.ask(() -> {
            try {
                return call.get();
            } catch (RuntimeException e) {
                throw AwsErrors.troubled(e, action, item);
            }
        });
    }

    @Override
    public void close() {
        bucket.close();
    }
}
