package dev.sealift.worker.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.BlobTier;
import dev.sealift.api.worker.Carriage;
import dev.sealift.api.worker.RecordNames;
import dev.sealift.api.worker.ReportLine;
import dev.sealift.api.worker.VerifyOrder.Reading;
import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.api.worker.WorkOutcome.Fact;
import dev.sealift.worker.FakeRecords;
import dev.sealift.worker.FakeSource;
import dev.sealift.worker.FakeTarget;
import dev.sealift.worker.HandClock;
import dev.sealift.worker.Orders;
import dev.sealift.worker.index.Fingerprint;
import dev.sealift.worker.index.IndexWriter;
import dev.sealift.worker.objects.Content;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.OldVersion;
import dev.sealift.worker.objects.Seen;
import dev.sealift.worker.objects.Source;
import dev.sealift.worker.objects.Target;
import dev.sealift.worker.work.Progress;
import dev.sealift.worker.work.Trouble;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyTest {

    private static final Instant SYNCED = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant BEFORE = SYNCED.minusSeconds(3600);
    private static final String MD5 = "9a0364b9e99bb480dd25e1f0284c8555";

    @TempDir
    Path scratch;

    private final FakeRecords records = new FakeRecords();

    private WorkOutcome verify(Source source, Target target) throws Exception {
        return verify(Reading.NONE, source, target);
    }

    private WorkOutcome verify(Reading reading, Source source, Target target) throws Exception {
        HandClock clock = new HandClock();
        return new Verify(
                        Orders.verify(SYNCED, reading),
                        source,
                        target,
                        records,
                        scratch,
                        new Progress(clock, ""),
                        clock)
                .run()
                .outcome();
    }

    private static Item item(String key, long size, Instant modified) {
        return new Item(key, size, modified, MD5, false);
    }

    @Test
    void countsEverything() throws Exception {
        FakeSource source = FakeSource.of(
                item("archived-not", 1, BEFORE),
                new Item("cold", 1, BEFORE, null, true),
                item("different", 1, BEFORE),
                item("dot.", 1, BEFORE),
                item("folder/", 0, BEFORE),
                item("missing", 1, BEFORE),
                item("pending", 1, SYNCED),
                item("same", 1, BEFORE));
        FakeTarget target = FakeTarget.of(
                item("archived-not", 1, SYNCED),
                item("different", 2, SYNCED),
                item("extra", 1, SYNCED),
                item("same", 1, SYNCED));

        WorkOutcome outcome = verify(source, target);

        assertThat(outcome.succeeded()).isTrue();
        assertThat(outcome.reason()).isEqualTo("Different");
        assertThat(outcome.facts())
                .containsEntry(Fact.SOURCE_ITEMS, "8")
                .containsEntry(Fact.SOURCE_BYTES, "7")
                .containsEntry(Fact.TARGET_ITEMS, "4")
                .containsEntry(Fact.MISSING_ITEMS, "1")
                .containsEntry(Fact.DIFFERENT_ITEMS, "1")
                .containsEntry(Fact.EXTRA_ITEMS, "1")
                .containsEntry(Fact.PENDING_ITEMS, "1")
                .containsEntry(Fact.ARCHIVED_ITEMS, "1")
                .containsEntry(Fact.UNSUPPORTED_ITEMS, "1")
                .containsEntry(Fact.DIRECTORY_MARKERS, "1")
                .containsEntry(Fact.DIGESTS_COMPARED, "2");
        assertThat(outcome.worst())
                .extracting(l -> l.item())
                .containsExactly("different", "missing", "dot.", "folder/", "cold", "extra", "pending");
        assertThat(outcome.reportDigest()).startsWith("sha256:");
    }

    @Test
    void tellsItsOwnCopiesFromWhatElseIsAtTheTargetOnly() throws Exception {
        Item copied = new Item("copied", 1, SYNCED, null, "1", false);
        Item overwritten = new Item("overwritten", 1, SYNCED, null, "2", false);
        Item theirs = new Item("theirs", 1, SYNCED, null, "3", false);
        records.write(RecordNames.COPIED, out -> {
            IndexWriter account = new IndexWriter(out, SYNCED);
            account.add("copied", Fingerprint.of(copied).orElseThrow());
            account.add("overwritten", 0);
            account.finish();
            account.close();
        });

        WorkOutcome outcome = new Verify(
                        Orders.verifyWithDeletions(SYNCED),
                        FakeSource.of(),
                        FakeTarget.of(copied, overwritten, theirs),
                        records,
                        scratch,
                        new Progress(new HandClock(), ""),
                        new HandClock())
                .run()
                .outcome();

        assertThat(outcome.facts()).containsEntry(Fact.GONE_ITEMS, "1").containsEntry(Fact.EXTRA_ITEMS, "2");
        assertThat(outcome.worst())
                .extracting(line -> line.kind() + " " + line.item())
                .containsExactly("Extra overwritten", "Extra theirs", "Gone copied");
    }

    @Test
    void namesBlobsInAnotherTierAndCallsThemEqual() throws Exception {
        Carriage carriage = new Carriage(Map.of("STANDARD", BlobTier.Cool, "STANDARD_IA", BlobTier.Cold), null, false);
        WorkOutcome outcome = new Verify(
                        Orders.verify(SYNCED, carriage, Reading.NONE),
                        FakeSource.of(
                                inTier("as-wished", BEFORE, "STANDARD_IA"),
                                inTier("moved", BEFORE, "STANDARD"),
                                inTier("not-named", BEFORE, "ONEZONE_IA"),
                                inTier("changed-since", SYNCED, "STANDARD")),
                        FakeTarget.of(
                                inTier("as-wished", SYNCED, "Cold"),
                                inTier("moved", SYNCED, "Hot"),
                                inTier("not-named", SYNCED, "Hot"),
                                inTier("changed-since", SYNCED, "Hot")),
                        records,
                        scratch,
                        new Progress(new HandClock(), ""),
                        new HandClock())
                .run()
                .outcome();

        assertThat(outcome.reason()).isEqualTo("Equal");
        assertThat(outcome.facts()).containsEntry(Fact.OTHER_TIER_ITEMS, "1");
        assertThat(outcome.worst())
                .filteredOn(line -> line.kind() == ReportLine.Kind.Altered)
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.item()).isEqualTo("moved");
                    assertThat(line.detail()).startsWith("in the tier Hot, and transfer.tiers says Cool");
                });
    }

    private static Item inTier(String key, Instant modified, String tier) {
        return new Item(key, 1, modified, null, null, tier, Item.Access.Readable);
    }

    @Test
    void saysEqual() throws Exception {
        WorkOutcome outcome = verify(FakeSource.of(item("a", 1, BEFORE)), FakeTarget.of(item("a", 1, SYNCED)));

        assertThat(outcome.reason()).isEqualTo("Equal");
        assertThat(outcome.worst()).isEmpty();
        assertThat(outcome.reportDigest()).isNull();
    }

    @Test
    void failsAsWorkIfASideCantBeListed() throws Exception {
        FakeTarget target = FakeTarget.of();
        target.unreachable = new Trouble("TargetNotFound", "no container", false);

        WorkOutcome outcome = verify(FakeSource.of(item("a", 1, BEFORE)), target);

        assertThat(outcome.succeeded()).isFalse();
        assertThat(outcome.reason()).isEqualTo("TargetNotFound");
    }

    /** The module's tests run in a heap of 256 MiB. */
    @Test
    void comparesAMillionKeysInASmallHeap() throws Exception {
        WorkOutcome outcome = verify(new Million(SYNCED.minusSeconds(7200)), new MillionBlobs());

        assertThat(outcome.facts())
                .containsEntry(Fact.SOURCE_ITEMS, "1000000")
                .containsEntry(Fact.DIGESTS_COMPARED, "1000000")
                .containsEntry(Fact.MISSING_ITEMS, "0");
    }

    private static String key(int i) {
        return "invoices/2026/some/longer/path/that/takes/its/bytes/" + String.format("%09d", i) + ".json";
    }

    private static void million(Instant modified, Consumer<Item> each) {
        for (int i = 0; i < 1_000_000; i++) {
            each.accept(item(key(i), i, modified));
        }
    }

    private record Million(Instant modified) implements Source {
        @Override
        public void list(Consumer<Item> each) {
            million(modified, each);
        }

        @Override
        public void listOld(Consumer<OldVersion> each) {
            throw new AssertionError();
        }

        @Override
        public Optional<Seen> look(String key) {
            throw new AssertionError(key);
        }

        @Override
        public Content open(String key) {
            throw new AssertionError(key);
        }

        @Override
        public Map<String, String> tags(String key) {
            throw new AssertionError(key);
        }

        @Override
        public void readFirstByte(String key) {}

        @Override
        public Optional<Instant> credentialsExpire() {
            return Optional.empty();
        }

        @Override
        public String name() {
            return "s3://million";
        }
    }

    private record MillionBlobs() implements Target {
        @Override
        public void list(Consumer<Item> each) {
            // The first key comes last: the listing has to be sorted.
            million(BEFORE, item -> {
                if (!item.key().equals(key(0))) {
                    each.accept(item);
                }
            });
            each.accept(item(key(0), 0, BEFORE));
        }

        @Override
        public Optional<Seen> look(String key) {
            throw new AssertionError(key);
        }

        @Override
        public Content open(String key) {
            throw new AssertionError(key);
        }

        @Override
        public Map<String, String> tags(String key) {
            throw new AssertionError(key);
        }

        @Override
        public boolean isEmpty() {
            return false;
        }

        @Override
        public void reach() {}

        @Override
        public String name() {
            return "million";
        }
    }
}
