package dev.sealift.worker.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.BlobTier;
import dev.sealift.api.worker.Carriage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What AzCopy makes of metadata, by its own example and by its rules. */
class CarriedTest {

    private static Carried of(Map<String, String> metadata) {
        Headers found = Headers.of("text/plain", "gzip", "de", "inline", "no-cache", metadata);
        return Carried.of(
                new Original("k", 1, Instant.EPOCH, "e", null, found, 0, List.of()), Map.of(), Carriage.PLAIN);
    }

    @Test
    void keepsWhatAzureAllows() {
        Carried carried = of(Map.of("origin", "e2e", "_x9", " padded "));

        assertThat(carried.attributes().headers().metadata()).isEqualTo(Map.of("origin", "e2e", "_x9", "padded"));
        assertThat(carried.attributes().headers().content())
                .containsEntry("Content-Type", "text/plain")
                .containsEntry("Content-Encoding", "gzip")
                .containsEntry("Cache-Control", "no-cache");
        assertThat(carried.remarks()).isEmpty();
    }

    @Test
    void givesTheTierOfTheClass() {
        Carriage carriage =
                new Carriage(Map.of("STANDARD", BlobTier.Cool, "GLACIER_IR", BlobTier.Archive), null, false);

        assertThat(tier("GLACIER_IR", carriage)).contains(BlobTier.Archive);
        assertThat(tier(null, carriage)).as("S3 leaves STANDARD unsaid").contains(BlobTier.Cool);
        assertThat(tier("STANDARD_IA", carriage)).as("the account's").isEmpty();
        assertThat(tier(null, Carriage.PLAIN)).isEmpty();
    }

    private static Optional<BlobTier> tier(@Nullable String storageClass, Carriage carriage) {
        Original original = new Original("k", 1, Instant.EPOCH, "e", storageClass, Headers.NONE, 0, List.of());
        return Carried.of(original, Map.of(), carriage).attributes().tier();
    }

    @Test
    void renamesAsAzCopyDoes() {
        Carried carried = of(Map.of("123-invalid", "content"));

        assertThat(carried.attributes().headers().metadata())
                .isEqualTo(Map.of("rename_123_invalid", "content", "rename_key_123_invalid", "123-invalid"));
        assertThat(carried.remarks()).singleElement().asString().contains("123-invalid", "rename_123_invalid");
    }

    @Test
    void leavesOutWhatCollides() {
        Carried carried = of(Map.of("a-b", "1", "a.b", "2"));

        assertThat(carried.attributes().headers().metadata())
                .isEqualTo(Map.of("rename_a_b", "1", "rename_key_a_b", "a-b"));
        assertThat(carried.remarks()).hasSize(2).last().asString().contains("'a.b' is left out");
    }
}
