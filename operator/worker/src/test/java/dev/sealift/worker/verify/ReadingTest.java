package dev.sealift.worker.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealift.api.worker.Bandwidth;
import dev.sealift.api.worker.Carriage;
import dev.sealift.api.worker.Carriage.MetadataRules;
import dev.sealift.api.worker.ReportLine;
import dev.sealift.api.worker.VerifyOrder.Depth;
import dev.sealift.api.worker.VerifyOrder.Reading;
import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.api.worker.WorkOutcome.Fact;
import dev.sealift.worker.FakeRecords;
import dev.sealift.worker.FakeSource;
import dev.sealift.worker.FakeTarget;
import dev.sealift.worker.HandClock;
import dev.sealift.worker.Orders;
import dev.sealift.worker.objects.Headers;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.Seen;
import dev.sealift.worker.work.Confidence;
import dev.sealift.worker.work.Json;
import dev.sealift.worker.work.Progress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two sides that the listings call equal, and what is read of them. */
class ReadingTest {

    private static final Instant SYNCED = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant BEFORE = SYNCED.minusSeconds(3600);
    private static final Reading ALL = new Reading(Depth.All, 0, 0, 0, Bandwidth.UNLIMITED);

    @TempDir
    Path scratch;

    private final FakeRecords records = new FakeRecords();
    private final HandClock clock = new HandClock();
    private final TreeMap<String, String> atSource = new TreeMap<>();
    private final TreeMap<String, String> atTarget = new TreeMap<>();
    private final TreeMap<String, String> targetVersions = new TreeMap<>();
    private Carriage carriage = Carriage.PLAIN;
    private FakeSource source = FakeSource.of();
    private FakeTarget target = FakeTarget.of();

    private void both(String... keys) {
        for (String key : keys) {
            atSource.put(key, "content of " + key);
            atTarget.put(key, "content of " + key);
            targetVersions.put(key, "v1");
        }
    }

    private void overwritten(String key, String content) {
        atTarget.put(key, content);
        targetVersions.merge(key, "+", String::concat);
    }

    private void sides() {
        source = FakeSource.of(atSource.entrySet().stream()
                .map(e -> new Item(e.getKey(), e.getValue().length(), BEFORE, null, "\"" + e.getValue() + "\"", false))
                .toList());
        target = FakeTarget.of(atTarget.entrySet().stream()
                .map(e -> new Item(
                        e.getKey(), e.getValue().length(), SYNCED, null, targetVersions.get(e.getKey()), false))
                .toList());
        atSource.forEach(source::content);
        atTarget.forEach(target::content);
    }

    private WorkOutcome verify(Reading reading) throws Exception {
        sides();
        return verifyAsIs(reading);
    }

    private WorkOutcome verifyAsIs(Reading reading) throws Exception {
        WorkOutcome outcome = new Verify(
                        Orders.verify(SYNCED, carriage, reading),
                        source,
                        target,
                        records,
                        scratch,
                        new Progress(clock, ""),
                        clock)
                .run()
                .outcome();
        assertThat(outcome.succeeded()).as(outcome.message()).isTrue();
        try (Stream<Path> left = Files.list(scratch)) {
            assertThat(left).isEmpty();
        }
        clock.pass(Duration.ofMinutes(15));
        return outcome;
    }

    @Test
    void findsAFlippedByteThatNoListingShows() throws Exception {
        both("a", "b", "c");
        atTarget.put("b", "content of B");

        assertThat(verify(Reading.NONE).reason()).isEqualTo("Equal");

        WorkOutcome outcome = verify(ALL);
        assertThat(outcome.reason()).isEqualTo("Different");
        assertThat(outcome.facts()).containsEntry(Fact.DIFFERENT_ITEMS, "1").containsEntry(Fact.READ_ITEMS, "2");
        assertThat(outcome.worst()).singleElement().satisfies(line -> {
            assertThat(line.item()).isEqualTo("b");
            assertThat(line.detail()).startsWith("both were read: SHA-256 ");
        });
    }

    @Test
    void comparesHeadersByTheRulesOfTheCopy() throws Exception {
        both("a", "b", "c");
        sides();
        for (String key : List.of("a", "b", "c")) {
            source.headers(key, metadata(Map.of("secret", "x", "has-dash", "y")));
        }
        target.headers("a", metadata(Map.of("has_dash", "y", "origin", "s3")));
        target.headers("b", metadata(Map.of("has_dash", "y", "origin", "s3", "secret", "x")));
        target.headers("c", metadata(Map.of("has_dash", "y")));
        carriage = new Carriage(
                null,
                new MetadataRules(List.of("secret"), Map.of("has-dash", "has_dash"), Map.of("origin", "s3"), Map.of()),
                false);

        WorkOutcome outcome = verifyAsIs(ALL);

        assertThat(outcome.worst()).extracting(line -> line.item()).containsExactly("b", "c");
        assertThat(outcome.worst().get(0).detail()).startsWith("the metadata secret is at the target");
        assertThat(outcome.worst().get(1).detail())
                .startsWith("the metadata origin should be 's3' and is not there at the target");
    }

    private static Headers metadata(Map<String, String> metadata) {
        return Headers.of(null, null, null, null, null, metadata);
    }

    @Test
    void remarksOnTagsAndReadsThemAgainUntilTheyAreRight() throws Exception {
        carriage = new Carriage(null, null, true);
        both("a", "b", "c");
        sides();
        source.tags("a", Map.of("project", "shop")).tags("b", Map.of("project", "shop"));
        target.tags("a", Map.of("project", "shop")).tags("b", Map.of("project", "Shop"));

        WorkOutcome outcome = verifyAsIs(ALL);

        assertThat(outcome.reason()).isEqualTo("Equal");
        assertThat(outcome.facts()).containsEntry(Fact.OTHER_TAGS_ITEMS, "1");
        assertThat(outcome.worst()).singleElement().satisfies(line -> {
            assertThat(line.kind()).isEqualTo(ReportLine.Kind.Altered);
            assertThat(line.item()).isEqualTo("b");
        });

        source.opened.clear();
        target.tags("b", Map.of("project", "shop"));
        WorkOutcome again = verifyAsIs(ALL);
        assertThat(source.opened).containsExactly("b");
        assertThat(again.facts()).containsEntry(Fact.OTHER_TAGS_ITEMS, "0").containsEntry(Fact.READ_BEFORE_ITEMS, "2");
    }

    @Test
    void takesWhatIsArchivedByItsListing() throws Exception {
        both("a", "b", "c");
        sides();
        source = FakeSource.of(
                item("a", BEFORE, null, false), item("b", BEFORE, null, false), item("c", BEFORE, "GLACIER", true));
        target = FakeTarget.of(
                item("a", SYNCED, "Hot", false), item("b", SYNCED, "Archive", true), item("c", SYNCED, "Hot", false));
        source.content("a", "x");
        target.content("a", "x");

        WorkOutcome outcome = verifyAsIs(ALL);

        assertThat(outcome.reason()).isEqualTo("Equal");
        assertThat(source.opened).containsExactly("a");
        assertThat(outcome.facts()).containsEntry(Fact.UNREADABLE_ITEMS, "2").containsEntry(Fact.READ_ITEMS, "1");
        assertThat(outcome.facts().get(Fact.PROVEN))
                .endsWith("; 2 archived objects were compared by the listings alone");

        verifyAsIs(new Reading(Depth.Sample, 10, 0, 0, Bandwidth.UNLIMITED));
        assertThat(source.opened).containsExactly("a");
    }

    private static Item item(String key, Instant modified, @Nullable String tier, boolean archived) {
        return new Item(key, 1, modified, null, "v", tier, archived ? Item.Access.Archived : Item.Access.Readable);
    }

    @Test
    void readsOnlyWhatHasChangedAtEitherSide() throws Exception {
        both("a", "b", "c", "d");
        verify(ALL);
        assertThat(source.opened).containsExactlyInAnyOrder("a", "b", "c", "d");

        atSource.put("b", "new content of b");
        overwritten("b", "new content of b");
        overwritten("c", "content of C");
        WorkOutcome outcome = verify(ALL);

        assertThat(source.opened).containsExactlyInAnyOrder("b", "c");
        assertThat(outcome.reason()).isEqualTo("Different");
        assertThat(outcome.facts())
                .containsEntry(Fact.READ_ITEMS, "1")
                .containsEntry(Fact.READ_BEFORE_ITEMS, "2")
                .containsEntry(Fact.DIFFERENT_ITEMS, "1");
    }

    @Test
    void readsWhatDifferedAgainUntilItIsEqual() throws Exception {
        both("a", "b");
        atTarget.put("b", "content of B");
        verify(ALL);

        assertThat(verify(ALL).reason()).isEqualTo("Different");
        assertThat(source.opened).containsExactly("b");

        overwritten("b", "content of b");
        assertThat(verify(ALL).reason()).isEqualTo("Equal");
        assertThat(source.opened).containsExactly("b");

        verify(ALL);
        assertThat(source.opened).isEmpty();
    }

    @Test
    void readsAllAfreshWhenTheOldestReadingIsTooLongAgo() throws Exception {
        both("a", "b");
        Reading daily = new Reading(Depth.All, 0, 0, Duration.ofDays(1).toSeconds(), Bandwidth.UNLIMITED);
        verify(daily);
        verify(daily);
        assertThat(source.opened).isEmpty();

        clock.pass(Duration.ofHours(23));
        verify(daily);
        assertThat(source.opened).isEmpty();

        clock.pass(Duration.ofHours(1));
        verify(daily);
        assertThat(source.opened).containsExactlyInAnyOrder("a", "b");

        verify(daily);
        assertThat(source.opened).isEmpty();
    }

    @Test
    void readsAllIfTheIndexIsBroken() throws Exception {
        both("a", "b", "c");
        verify(ALL);
        byte[] index = requireNonNull(records.kept.get("index/clean-all"));
        records.kept.put("index/clean-all", java.util.Arrays.copyOf(index, index.length - 9));

        WorkOutcome outcome = verify(ALL);

        assertThat(outcome.reason()).isEqualTo("Equal");
        assertThat(source.opened).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(outcome.facts()).containsEntry(Fact.SOURCE_ITEMS, "3");

        verify(ALL);
        assertThat(source.opened).isEmpty();
    }

    @Test
    void whatChangesWhileItIsReadIsNoDifference() throws Exception {
        both("a");
        sides();
        target.content("a", "newer bytes");
        source.looks("a", new Seen(11, SYNCED.plusSeconds(1), null, true));

        WorkOutcome outcome = verifyAsIs(ALL);

        assertThat(outcome.reason()).isEqualTo("Equal");
        assertThat(outcome.facts()).containsEntry(Fact.PENDING_ITEMS, "1").containsEntry(Fact.DIFFERENT_ITEMS, "0");
    }

    @Test
    void comparesHeadersAndMetadata() throws Exception {
        both("a", "b");
        sides();
        Headers html = new Headers(Map.of("Content-Type", "text/html"), Map.of("owner", "shop"));
        source.headers("a", html).headers("b", html);
        target.headers("a", html)
                .headers("b", new Headers(Map.of("Content-Type", "text/plain"), Map.of("owner", "shop")));

        WorkOutcome outcome = verifyAsIs(ALL);

        assertThat(outcome.worst())
                .singleElement()
                .satisfies(
                        line -> assertThat(line.detail())
                                .isEqualTo(
                                        "Content-Type should be 'text/html' and is 'text/plain' at the target; the bytes are equal"));
    }

    @Test
    void readsASampleThatTheSeedDraws() throws Exception {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            keys.add("k%03d".formatted(i));
        }
        both(keys.toArray(String[]::new));
        Reading twenty = new Reading(Depth.Sample, 20, 7, 0, Bandwidth.UNLIMITED);

        WorkOutcome outcome = verify(twenty);

        List<String> drawn = source.opened.stream().sorted().toList();
        assertThat(drawn).hasSize(20);
        assertThat(outcome.facts())
                .containsEntry(Fact.READ_ITEMS, "20")
                .containsEntry(Fact.PROVEN, Confidence.statement("all bytes", "objects", 200, 20));

        verify(twenty);
        assertThat(source.opened).isEmpty();

        records.kept.clear();
        verify(twenty);
        assertThat(source.opened.stream().sorted().toList()).isEqualTo(drawn);

        verify(new Reading(Depth.Sample, 20, 8, 0, Bandwidth.UNLIMITED));
        assertThat(source.opened.stream().sorted().toList()).isNotEqualTo(drawn);
    }

    @Test
    void aSampleOfAllIsAll() throws Exception {
        both("a", "b");
        atTarget.put("b", "content of B");

        WorkOutcome outcome = verify(new Reading(Depth.Sample, 1000, 7, 0, Bandwidth.UNLIMITED));

        assertThat(outcome.reason()).isEqualTo("Different");
        assertThat(outcome.facts()).containsEntry(Fact.PROVEN, "all bytes of all 2 objects were read");
    }

    @Test
    void keepsEvidenceOfEveryKeyUnderOneDigest() throws Exception {
        both("a", "b", "c");
        atTarget.put("b", "content of B");
        atTarget.remove("c");
        atTarget.put("x", "extra");

        WorkOutcome outcome = verify(ALL);

        String folder = records.kept.firstKey().substring(0, "evidence/20261121T120000Z-k1/".length());
        byte[] report = requireNonNull(records.kept.get(folder + "report.json"));
        assertThat(outcome.facts().get(Fact.EVIDENCE)).endsWith("/sealift/uid/" + folder + "report.json");
        assertThat(outcome.facts()).containsEntry(Fact.EVIDENCE_DIGEST, "sha256:" + sha256(report));
        JsonNode part = Json.MAPPER.readTree(report).path("parts").path(0);
        byte[] lines =
                requireNonNull(records.kept.get(folder + part.path("name").asText()));
        assertThat(part.path("sha256").asText()).isEqualTo(sha256(lines));
        assertThat(verdicts(lines)).isEqualTo(Map.of("a", "Equal", "b", "Different", "c", "Missing", "x", "Extra"));
    }

    private static Map<String, String> verdicts(byte[] gzipped) throws IOException {
        Map<String, String> verdicts = new TreeMap<>();
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzipped))) {
            for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
                JsonNode node = Json.MAPPER.readTree(line);
                verdicts.put(node.path("key").asText(), node.path("verdict").asText());
            }
        }
        return verdicts;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void keepsTheLastEvidenceAndNoMore() throws Exception {
        both("a");
        for (int i = 0; i < Evidence.KEPT + 2; i++) {
            verify(Reading.NONE);
        }

        assertThat(records.list("evidence/").stream().filter(name -> name.endsWith("report.json")))
                .hasSize(Evidence.KEPT);
        assertThat(records.list("evidence/")).hasSize(2 * Evidence.KEPT);
    }

    @Test
    void boundsTheLinesOfAPart() throws Exception {
        try (Evidence evidence = new Evidence(records, SYNCED, "k1", scratch, 2)) {
            for (String key : List.of("a", "b", "c")) {
                evidence.add(
                        new dev.sealift.worker.compare.Pair.SourceOnly(new Item(key, 1, BEFORE, null, false)),
                        new dev.sealift.worker.compare.Verdict.Missing());
            }
            evidence.finish(SYNCED, SYNCED, "s", "t", "", Map.of());
        }

        assertThat(records.list("evidence/"))
                .extracting(name -> name.substring(name.lastIndexOf('/') + 1))
                .containsExactly("part-00001.jsonl.gz", "part-00002.jsonl.gz", "report.json");
    }
}
