package dev.sealift.worker.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.worker.Carriage.MetadataRules;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WishedTest {

    private static final Headers FOUND = Headers.of(
            "text/plain",
            "gzip",
            null,
            null,
            "no-cache",
            Map.of("s3cmd-attrs", "uid:0", "Mtime", "1", "content-hash", "abc", "content_type", "x", "origin", "shop"));

    private static Wished wished(MetadataRules rules) {
        return Wished.of(FOUND, rules);
    }

    private static MetadataRules drop(String... names) {
        return new MetadataRules(List.of(names), Map.of(), Map.of(), Map.of());
    }

    private static MetadataRules rename(Map<String, String> names) {
        return new MetadataRules(List.of(), names, Map.of(), Map.of());
    }

    @Test
    void leavesAllAsItIsWithoutRules() {
        assertThat(wished(MetadataRules.NONE).headers()).isEqualTo(FOUND);
    }

    @Test
    void dropsByNameAndByBeginning() {
        assertThat(wished(drop("MTIME", "content*")).headers().metadata()).containsOnlyKeys("s3cmd-attrs", "origin");
        assertThat(wished(drop("*")).headers().metadata()).isEmpty();
        assertThat(wished(drop("conten")).headers().metadata()).hasSize(5);
    }

    @Test
    void renamesUnlessTheNameIsTaken() {
        Wished wished = wished(rename(Map.of("Content-Hash", "Hash", "s3cmd-attrs", "origin")));

        assertThat(wished.headers().metadata())
                .isEqualTo(Map.of("hash", "abc", "mtime", "1", "content_type", "x", "origin", "shop"));
        assertThat(wished.remarks()).singleElement().asString().contains("'s3cmd-attrs' is left out", "'origin'");
    }

    @Test
    void dropsBeforeItRenamesAndAddsAtLast() {
        MetadataRules rules = new MetadataRules(
                List.of("content-hash", "origin"),
                Map.of("content-hash", "hash", "mtime", "origin"),
                Map.of("Origin", "s3", "moved", ""),
                Map.of());

        assertThat(wished(rules).headers().metadata())
                .isEqualTo(Map.of("s3cmd-attrs", "uid:0", "content_type", "x", "origin", "s3", "moved", ""));
        assertThat(wished(rules).remarks()).isEmpty();
    }

    @Test
    void putsContentHeadersInPlaceOfTheObjects() {
        MetadataRules rules = new MetadataRules(
                List.of(),
                Map.of(),
                Map.of(),
                Map.of("Cache-Control", "max-age=60", "Content-Encoding", "", "Content-Language", "de"));

        assertThat(wished(rules).headers().content())
                .isEqualTo(
                        Map.of("Content-Type", "text/plain", "Cache-Control", "max-age=60", "Content-Language", "de"));
    }

    @Test
    void findsWhatShouldNotHaveArrived() {
        Headers azCopys = Headers.of(
                null,
                null,
                null,
                null,
                null,
                Map.of("rename_s3cmd_attrs", "uid:0", "rename_key_s3cmd_attrs", "s3cmd-attrs"));

        assertThat(wished(drop("s3cmd-attrs")).unwishedIn(FOUND, azCopys))
                .hasValueSatisfying(said -> assertThat(said).startsWith("the metadata s3cmd-attrs is at the target"));
        assertThat(wished(drop("s3cmd-attrs")).unwishedIn(FOUND, Headers.NONE)).isEmpty();
        assertThat(wished(MetadataRules.NONE).unwishedIn(FOUND, FOUND)).isEmpty();
    }
}
