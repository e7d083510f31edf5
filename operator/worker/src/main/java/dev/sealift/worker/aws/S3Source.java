package dev.sealift.worker.aws;

import dev.sealift.api.worker.S3Location;
import dev.sealift.worker.listing.Pages;
import dev.sealift.worker.listing.Pages.Page;
import dev.sealift.worker.listing.ParallelListing;
import dev.sealift.worker.objects.Content;
import dev.sealift.worker.objects.Headers;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.KeyOrder;
import dev.sealift.worker.objects.KeyRange;
import dev.sealift.worker.objects.OldVersion;
import dev.sealift.worker.objects.Seen;
import dev.sealift.worker.objects.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.OptionalObjectAttributes;
import software.amazon.awssdk.services.s3.model.RestoreStatus;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket, or a part of it, through the AWS SDK. */
public final class S3Source implements Source, AutoCloseable {

    /** An MD5 in an ETag; a multipart upload's has a dash and says nothing about the content. */
    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

    private static final int PAGE = 1000;
    private static final int CONNECTIONS = 64;

    private final S3Location location;
    private final KeyRange range;
    private final AwsCredentialsProvider credentials;
    private final S3Client client;

    private S3Source(S3Location location, KeyRange range, AwsCredentialsProvider credentials, S3Client client) {
        this.location = location;
        this.range = range;
        this.credentials = credentials;
        this.client = client;
    }

    /** @param range the only keys that a listing tells of */
    public static S3Source at(S3Location location, KeyRange range, AwsCredentialsProvider credentials) {
        return new S3Source(
                location,
                range,
                credentials,
                builder(location, credentials, CONNECTIONS).build());
    }

    /** A client of the bucket, so that all who talk to it do it in one way. */
    static S3ClientBuilder builder(S3Location location, AwsCredentialsProvider credentials, int connections) {
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(location.region()))
                .credentialsProvider(credentials)
                .forcePathStyle(location.pathStyle())
                // Newer SDKs ask for checksums that gateways and endpoints of other vendors don't know.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(ApacheHttpClient.builder()
                        .maxConnections(connections)
                        .connectionTimeout(Duration.ofSeconds(10))
                        .socketTimeout(Duration.ofSeconds(60)));
        if (location.endpoint() != null) {
            builder.endpointOverride(location.endpoint());
        }
        return builder;
    }

    @Override
    public void list(Consumer<Item> each) {
        new ParallelListing(new Listing(), range.and(KeyRange.of(location.prefix()))).into(each);
    }

    private final class Listing implements Pages {

        /** S3 begins behind a key, not at it: so a hair before, and what that brings too much is left out. */
        @Override
        public Optional<Page> from(String key) {
            String before = KeyOrder.justBefore(key);
            Page page = page(request -> request.startAfter(before.isEmpty() ? null : before));
            boolean ignored = !page.items().isEmpty()
                    && KeyOrder.INSTANCE.compare(page.items().getFirst().key(), before) <= 0;
            return ignored ? Optional.empty() : Optional.of(page.from(key));
        }

        @Override
        public Page next(String token) {
            return page(request -> request.continuationToken(token));
        }
    }

    private Page page(Consumer<ListObjectsV2Request.Builder> at) {
        ListObjectsV2Request request = ListObjectsV2Request.builder()
                .bucket(location.bucket())
                .prefix(location.prefix().isEmpty() ? null : location.prefix())
                .encodingType("url")
                .maxKeys(PAGE)
                .optionalObjectAttributes(OptionalObjectAttributes.RESTORE_STATUS)
                .applyMutation(at)
                .build();
        ListObjectsV2Response page = asking("s3:ListBucket", name(), () -> client.listObjectsV2(request));
        return new Page(
                page.contents().stream().map(S3Source::item).toList(),
                Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null);
    }

    @Override
    public void listOld(Consumer<OldVersion> each) {
        ListObjectVersionsRequest request = ListObjectVersionsRequest.builder()
                .bucket(location.bucket())
                .prefix(location.prefix().isEmpty() ? null : location.prefix())
                .encodingType("url")
                .maxKeys(PAGE)
                .build();
        boolean more = true;
        while (more) {
            ListObjectVersionsResponse page = oldPage(request);
            old(page).forEach(each);
            more = Boolean.TRUE.equals(page.isTruncated());
            request = request.toBuilder()
                    .keyMarker(page.nextKeyMarker())
                    .versionIdMarker(page.nextVersionIdMarker())
                    .build();
        }
    }

    private ListObjectVersionsResponse oldPage(ListObjectVersionsRequest request) {
        return asking("s3:ListBucketVersions", name(), () -> client.listObjectVersions(request));
    }

    /** A page has two lists, of which each is sorted. */
    private static Stream<OldVersion> old(ListObjectVersionsResponse page) {
        return Stream.concat(
                        page.versions().stream()
                                .filter(version -> !Boolean.TRUE.equals(version.isLatest()))
                                .map(version -> new OldVersion(
                                        version.key(), version.size() == null ? 0 : version.size(), false)),
                        page.deleteMarkers().stream().map(marker -> new OldVersion(marker.key(), 0, true)))
                .sorted(Comparator.comparing(OldVersion::key, KeyOrder.INSTANCE));
    }

    private static Item item(S3Object object) {
        return new Item(
                object.key(),
                object.size() == null ? 0 : object.size(),
                object.lastModified(),
                md5(object.eTag()),
                object.eTag(),
                object.storageClassAsString(),
                archived(object.storageClassAsString()) && !isRestored(object.restoreStatus()));
    }

    private static boolean archived(@Nullable String storageClass) {
        return "GLACIER".equals(storageClass) || "DEEP_ARCHIVE".equals(storageClass);
    }

    /** An object that was restored keeps its class, and can be read for some days. */
    private static boolean isRestored(@Nullable RestoreStatus status) {
        return status != null
                && status.restoreExpiryDate() != null
                && !Boolean.TRUE.equals(status.isRestoreInProgress());
    }

    /** Objects that intelligent tiering has archived have its class, and a listing doesn't tell them from others. */
    private static boolean archived(HeadObjectResponse head) {
        boolean away = head.archiveStatusAsString() != null || archived(head.storageClassAsString());
        boolean restored = head.restore() != null && head.restore().contains("ongoing-request=\"false\"");
        return away && !restored;
    }

    private static @Nullable String md5(@Nullable String etag) {
        if (etag == null) {
            return null;
        }
        String bare = etag.replace("\"", "").toLowerCase(Locale.ROOT);
        return MD5.matcher(bare).matches() ? bare : null;
    }

    @Override
    public Optional<Seen> look(String key) {
        try {
            HeadObjectResponse head =
                    client.headObject(r -> r.bucket(location.bucket()).key(key));
            return Optional.of(new Seen(
                    head.contentLength() == null ? 0 : head.contentLength(),
                    head.lastModified(),
                    md5(head.eTag()),
                    null,
                    !ownKey(head.serverSideEncryptionAsString(), head.sseCustomerAlgorithm()),
                    archived(head)));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                return Optional.empty();
            }
            throw AwsErrors.troubled(e, "s3:GetObject", object(key));
        } catch (RuntimeException e) {
            throw AwsErrors.troubled(e, "s3:GetObject", object(key));
        }
    }

    /** With KMS or a customer's key the ETag is 32 hex digits as well, but not the MD5. */
    static boolean ownKey(@Nullable String encryption, @Nullable String customerAlgorithm) {
        return (encryption != null && encryption.startsWith("aws:kms")) || customerAlgorithm != null;
    }

    @Override
    public Content open(String key) {
        ResponseInputStream<GetObjectResponse> body = asking(
                "s3:GetObject",
                object(key),
                () -> client.getObject(r -> r.bucket(location.bucket()).key(key)));
        return new Content(body, headers(body.response()));
    }

    private static Headers headers(GetObjectResponse said) {
        return Headers.of(
                said.contentType(),
                said.contentEncoding(),
                said.contentLanguage(),
                said.contentDisposition(),
                said.cacheControl(),
                said.metadata());
    }

    @Override
    public void readFirstByte(String key) {
        asking("s3:GetObject", object(key), () -> {
            try (InputStream body =
                    client.getObject(r -> r.bucket(location.bucket()).key(key).range("bytes=0-0"))) {
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

    private static <T> T asking(String action, String item, Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            throw AwsErrors.troubled(e, action, item);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
