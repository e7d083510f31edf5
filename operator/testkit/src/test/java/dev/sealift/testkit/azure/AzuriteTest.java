package dev.sealift.testkit.azure;

import static dev.sealift.testkit.azure.Clients.SECRET;
import static dev.sealift.testkit.azure.Clients.STORAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import com.azure.storage.blob.options.BlobUploadFromUrlOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import dev.sealift.testkit.wire.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Writes and reads bytes through the double into a real Azurite, which must run with the accounts {@code slot00} to
 * {@code slot15} at {@code AZURITE_URL}, all with the key {@code AZURITE_KEY}. The lab starts one.
 */
@EnabledIfEnvironmentVariable(named = "AZURITE_URL", matches = ".+")
class AzuriteTest {

    private static AzureDouble azure;
    private static Clients clients;
    private static CopySourceServer plain;
    private static CopySourceServer secure;
    private static BlobContainerClient data;

    @BeforeAll
    static void start() {
        Tls sourceIdentity = Tls.selfMade(List.of("localhost"));
        plain = new CopySourceServer(Optional.empty());
        secure = new CopySourceServer(Optional.of(sourceIdentity));
        azure = AzureDouble.builder()
                .seed(Seed.lab(SECRET, List.of()))
                .azurite(URI.create(System.getenv("AZURITE_URL")), System.getenv("AZURITE_KEY"))
                .trust(sourceIdentity.certificate())
                .start();
        clients = new Clients(azure);
        data = clients.blobs("orders", clients.sealift()).getBlobContainerClient("data");
    }

    @AfterAll
    static void stop() {
        azure.close();
        plain.close();
        secure.close();
    }

    @BeforeEach
    void reset() {
        azure.admin().reset();
        clients.makeAccount(azure, "orders", "");
        data.create();
    }

    // Blobs as such.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain.txt",
                "folder/deep/er.txt",
                "with space",
                "a+b",
                "100%",
                "%2F",
                "%252F",
                "question?mark",
                "hash#tag",
                "amp&er=sand",
                "grüße/日本/🚢",
                "trailing.dot.",
                "trailing..",
                "quote'\"",
                "brackets[1]{2}|^`~",
                "semi;colon:at@comma,",
                "double//slash",
                "ends/with/slash/"
            })
    void aBlobsNameArrivesAsItWasSent(String name) {
        data.getBlobClient(name).upload(BinaryData.fromString(name));

        assertThat(data.listBlobs().stream().map(BlobItem::getName)).containsExactly(name);
        assertThat(data.getBlobClient(name).downloadContent().toString()).isEqualTo(name);
        data.getBlobClient(name).delete();
        assertThat(data.listBlobs()).isEmpty();
    }

    @Test
    void propertiesMetadataAndDigestAreKept() throws NoSuchAlgorithmException {
        byte[] content = "hello".getBytes(StandardCharsets.UTF_8);
        data.getBlobClient("a")
                .uploadWithResponse(
                        new BlobParallelUploadOptions(BinaryData.fromBytes(content))
                                .setHeaders(new BlobHttpHeaders()
                                        .setContentType("text/plain")
                                        .setCacheControl("no-store"))
                                .setMetadata(Map.of("Origin_Key", "s3")),
                        null,
                        Context.NONE);

        BlobProperties properties = data.getBlobClient("a").getProperties();

        assertThat(properties.getContentType()).isEqualTo("text/plain");
        assertThat(properties.getCacheControl()).isEqualTo("no-store");
        assertThat(properties.getMetadata()).containsEntry("Origin_Key", "s3");
        assertThat(properties.getBlobSize()).isEqualTo(5);
        assertThat(properties.getContentMd5())
                .isEqualTo(MessageDigest.getInstance("MD5").digest(content));
    }

    @Test
    void aLargeBlobStreamsBothWays() throws IOException, NoSuchAlgorithmException {
        long size = 300L << 20;
        BlockBlobClient blob = data.getBlobClient("large").getBlockBlobClient();
        DigestInputStream sent = new DigestInputStream(new Noise(size), MessageDigest.getInstance("SHA-256"));
        blob.upload(sent, size);

        MessageDigest received = MessageDigest.getInstance("SHA-256");
        try (InputStream in = new DigestInputStream(blob.openInputStream(), received)) {
            in.transferTo(OutputStream.nullOutputStream());
        }

        assertThat(received.digest()).isEqualTo(sent.getMessageDigest().digest());
    }

    @Test
    void listingsComeInPages() {
        IntStream.range(0, 7).forEach(i -> data.getBlobClient("b" + i).upload(BinaryData.fromString("x")));

        assertThat(data.listBlobs(new ListBlobsOptions().setMaxResultsPerPage(3), null).stream())
                .hasSize(7);
        assertThat(data.listBlobsByHierarchy("").stream()).hasSize(7);
    }

    @Test
    void azuritesRefusalsPassThrough() {
        assertRefused(() -> data.getBlobClient("missing").getProperties(), 404, "BlobNotFound");
        data.getBlobClient("there").upload(BinaryData.fromString("x"));
        assertRefused(
                () -> data.getBlobClient("there").upload(BinaryData.fromString("y"), false), 409, "BlobAlreadyExists");
    }

    @Test
    void aNewAccountIsEmptyThoughItsSlotWasUsed() {
        data.getBlobClient("old").upload(BinaryData.fromString("x"));
        clients.arm(HttpMethod.DELETE, Clients.ACCOUNTS + "/orders");

        clients.makeAccount(azure, "orders", "");

        assertThat(data.exists()).isFalse();
    }

    // Copies.

    @Test
    void aBlobIsCopiedFromAUrl() throws NoSuchAlgorithmException {
        byte[] content = noise(3_000_000);
        String url = plain.put("/bucket/object%20one", content) + "?X-Amz-Signature=abc%2Fdef";

        data.getBlobClient("copy").getBlockBlobClient().uploadFromUrl(url);

        assertThat(data.getBlobClient("copy").downloadContent().toBytes()).isEqualTo(content);
        assertThat(data.getBlobClient("copy").getProperties().getContentMd5())
                .isEqualTo(MessageDigest.getInstance("MD5").digest(content));
        assertThat(plain.asked()).contains("/bucket/object%20one?X-Amz-Signature=abc%2Fdef");
        assertThat(azure.admin().requests("PUT", "data/copy"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.operation()).isEqualTo("PutBlobFromUrl"));
    }

    @Test
    void aSourceBehindItsOwnAuthorityIsTrusted() {
        String url = secure.put("/object", noise(1000));

        data.getBlobClient("copy").getBlockBlobClient().uploadFromUrl(url);

        assertThat(data.getBlobClient("copy").getProperties().getBlobSize()).isEqualTo(1000);
    }

    @Test
    void anEmptyObjectIsCopied() {
        data.getBlobClient("copy").getBlockBlobClient().uploadFromUrl(plain.put("/empty", new byte[0]));

        assertThat(data.getBlobClient("copy").getProperties().getBlobSize()).isZero();
    }

    @Test
    void whatTheRequestSetsWinsOverWhatTheSourceSays() {
        BlobUploadFromUrlOptions options = new BlobUploadFromUrlOptions(plain.put("/object", noise(10)))
                .setHeaders(new BlobHttpHeaders().setContentType("image/png"));
        data.getBlobClient("copy").getBlockBlobClient().uploadFromUrlWithResponse(options, null, Context.NONE);

        BlobProperties properties = data.getBlobClient("copy").getProperties();
        assertThat(properties.getContentType()).isEqualTo("image/png");
        assertThat(properties.getCacheControl()).isEqualTo("max-age=60");
    }

    @Test
    void theSourcesPropertiesStayBehindIfSoAsked() {
        BlobUploadFromUrlOptions options =
                new BlobUploadFromUrlOptions(plain.put("/object", noise(10))).setCopySourceBlobProperties(false);
        data.getBlobClient("copy").getBlockBlobClient().uploadFromUrlWithResponse(options, null, Context.NONE);

        BlobProperties properties = data.getBlobClient("copy").getProperties();
        assertThat(properties.getContentType()).isEqualTo("application/octet-stream");
        assertThat(properties.getCacheControl()).isNull();
    }

    @Test
    void blocksAreCopiedByRange() {
        byte[] content = noise(5000);
        String url = plain.put("/object", content);
        BlockBlobClient blob = data.getBlobClient("copy").getBlockBlobClient();
        String first = Base64.getEncoder().encodeToString("block-1".getBytes(StandardCharsets.UTF_8));
        String second = Base64.getEncoder().encodeToString("block-2".getBytes(StandardCharsets.UTF_8));

        blob.stageBlockFromUrl(first, url, new BlobRange(0, 3000L));
        blob.stageBlockFromUrl(second, url, new BlobRange(3000, 2000L));
        blob.commitBlockList(List.of(first, second));

        assertThat(blob.downloadContent().toBytes()).isEqualTo(content);
    }

    @Test
    void aWrongDigestOfTheSourceIsRefused() {
        BlobUploadFromUrlOptions options =
                new BlobUploadFromUrlOptions(plain.put("/object", noise(10))).setContentMd5(new byte[16]);

        assertRefused(
                () -> data.getBlobClient("copy")
                        .getBlockBlobClient()
                        .uploadFromUrlWithResponse(options, null, Context.NONE),
                400,
                "Md5Mismatch");
        assertThat(data.getBlobClient("copy").exists()).isFalse();
    }

    @Test
    void theSourcesRefusalIsPassedOn() {
        BlockBlobClient blob = data.getBlobClient("copy").getBlockBlobClient();

        assertRefused(() -> blob.uploadFromUrl(plain.url("/missing")), 404, "CannotVerifyCopySource");
        assertRefused(() -> blob.uploadFromUrl(plain.url("/forbidden")), 403, "CannotVerifyCopySource");
        assertRefused(() -> blob.uploadFromUrl("http://localhost:1/nobody"), 500, "CannotVerifyCopySource");
        assertThat(blob.exists()).isFalse();
    }

    @Test
    void aSourceThatNobodyVouchesForIsRefused() {
        try (CopySourceServer stranger = new CopySourceServer(Optional.of(Tls.selfMade(List.of("localhost"))))) {
            String url = stranger.put("/object", noise(10));

            assertRefused(
                    () -> data.getBlobClient("copy").getBlockBlobClient().uploadFromUrl(url),
                    500,
                    "CannotVerifyCopySource");
        }
    }

    @Test
    void aSourceThatBreaksOffLeavesNothing() {
        BlockBlobClient blob = data.getBlobClient("copy").getBlockBlobClient();
        String url = plain.put("/breaking", noise(2_000_000));

        assertRefused(() -> blob.uploadFromUrl(url), 500, "CannotVerifyCopySource");
        assertThat(blob.exists()).isFalse();
    }

    @Test
    void aSourceThatChangedIsRefused() {
        BlobUploadFromUrlOptions options = new BlobUploadFromUrlOptions(plain.put("/object", noise(10)))
                .setSourceRequestConditions(new BlobRequestConditions().setIfMatch("\"two\""));

        assertRefused(
                () -> data.getBlobClient("copy")
                        .getBlockBlobClient()
                        .uploadFromUrlWithResponse(options, null, Context.NONE),
                412,
                "SourceConditionNotMet");
    }

    @Test
    void aCopyWithABodyIsRefused() {
        HttpRequest request = new HttpRequest(HttpMethod.PUT, "https://orders.blob.core.windows.net/data/copy")
                .setHeader(
                        "Authorization",
                        "Bearer " + Clients.token(clients.sealift(), STORAGE).getToken())
                .setHeader("x-ms-version", "2021-12-02")
                .setHeader("x-ms-blob-type", "BlockBlob")
                .setHeader("x-ms-copy-source", plain.put("/object", noise(10)))
                .setBody(BinaryData.fromString("x"));

        try (HttpResponse response = clients.hosts().sendSync(request, Context.NONE)) {
            assertThat(response.getStatusCode()).isEqualTo(400);
        }
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static void assertRefused(Executable attempt, int status, String code) {
        assertThatThrownBy(attempt::execute).isInstanceOfSatisfying(BlobStorageException.class, refusal -> {
            assertThat(String.valueOf(refusal.getErrorCode())).isEqualTo(code);
            assertThat(refusal.getStatusCode()).isEqualTo(status);
        });
    }

    /** Bytes that are never all in memory. */
    private static final class Noise extends InputStream {

        private final byte[] page = noise(1 << 16);
        private long left;
        private long marked;

        Noise(long size) {
            left = size;
            marked = size;
        }

        @Override
        public boolean markSupported() {
            return true;
        }

        @Override
        public synchronized void mark(int limit) {
            marked = left;
        }

        @Override
        public synchronized void reset() {
            left = marked;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int count = (int) Math.min(Math.min(length, page.length), left);
            System.arraycopy(page, 0, buffer, offset, count);
            left -= count;
            return count;
        }
    }
}
