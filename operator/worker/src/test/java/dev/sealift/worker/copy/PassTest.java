package dev.sealift.worker.copy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.worker.CopyOrder;
import dev.sealift.api.worker.CopyOrder.Deletes;
import dev.sealift.api.worker.CopyOrder.Pass;
import dev.sealift.api.worker.ReportLine;
import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.api.worker.WorkOutcome.Fact;
import dev.sealift.worker.FakeRecords;
import dev.sealift.worker.FakeSource;
import dev.sealift.worker.FakeTarget;
import dev.sealift.worker.HandClock;
import dev.sealift.worker.Orders;
import dev.sealift.worker.azcopy.Selection;
import dev.sealift.worker.objects.Eraser.Erasure;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.Item.Access;
import dev.sealift.worker.objects.KeyOrder;
import dev.sealift.worker.objects.Restorer;
import dev.sealift.worker.objects.Seen;
import dev.sealift.worker.work.Progress;
import dev.sealift.worker.work.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passes that follow one another: what each takes, and what it leaves for the next to go by. */
class PassTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant BEGUN = NOW.minusSeconds(900);
    private static final Instant COPIED = NOW.minusSeconds(600);
    private static final Instant LONG_AGO = Instant.parse("2026-10-01T12:00:00Z");

    @TempDir
    Path volume;

    private World world;

    @BeforeEach
    void begin() {
        world = new World(volume);
        world.atSource("a", 1, LONG_AGO);
        world.atSource("b", 1, LONG_AGO);
        world.atSource("c", 1, LONG_AGO);
        world.pass(Pass.Whole);
        world.pass(Pass.Changed);
        world.copied.clear();
    }

    /** Both sides and what stays between passes. Its engine copies what it is told, by list or by time. */
    private static final class World {
        private final Path volume;
        private final FakeRecords records = new FakeRecords();
        private final HandClock clock = new HandClock();
        private final ConcurrentNavigableMap<String, Item> source = new ConcurrentSkipListMap<>(KeyOrder.INSTANCE);
        private final ConcurrentNavigableMap<String, Item> target = new ConcurrentSkipListMap<>(KeyOrder.INSTANCE);
        private final List<String> copied = new ArrayList<>();
        private int longestList = 100;
        private int operations;
        private int targetListings;
        private Optional<String> fails = Optional.empty();
        private Optional<String> loses = Optional.empty();
        private boolean broken;
        private boolean restoring;
        private Optional<Trouble> refusal = Optional.empty();
        private final List<String> asked = new CopyOnWriteArrayList<>();
        private Deletes deletes = Deletes.KEEP;
        private Optional<String> held = Optional.empty();

        World(Path volume) {
            this.volume = volume;
            this.records.now = BEGUN;
        }

        void atSource(String key, int version, Instant modified) {
            source.put(key, new Item(key, 5, modified, null, "\"" + version + "\"", false));
        }

        WorkOutcome pass(Pass pass) {
            return pass(pass, FakeSource.of(source.values()));
        }

        WorkOutcome pass(Pass pass, FakeSource from) {
            String key = "k" + ++operations;
            CopyOrder whole = Orders.copy(pass);
            CopyOrder order = new CopyOrder(
                    key,
                    whole.source(),
                    whole.target(),
                    whole.records(),
                    whole.engine(),
                    pass,
                    true,
                    whole.carriage(),
                    whole.restore(),
                    whole.acl(),
                    whole.bandwidth(),
                    deletes,
                    whole.trustedSuffix(),
                    100);
            CopyState state = CopyState.open(volume, key);
            FakeTarget to = FakeTarget.over(target.values());
            try {
                return new Copy(
                                order,
                                new Obedient(),
                                from,
                                to,
                                this::erase,
                                restoring ? Restores.by(this::restore) : Restores.none(),
                                new Copy.Memory(state, records, records),
                                new Progress(clock, ""),
                                clock)
                        .run()
                        .outcome();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            } finally {
                targetListings += to.listings.get();
            }
        }

        /** As S3 does: what is asked for twice is under way. */
        private Restorer.Answer restore(Item item) {
            refusal.ifPresent(trouble -> {
                throw trouble.asException();
            });
            Item now = requireNonNull(source.get(item.key()));
            return switch (now.access()) {
                case Readable -> Restorer.Answer.Readable;
                case Restoring -> Restorer.Answer.UnderWay;
                case Archived -> {
                    asked.add(item.key());
                    access(item.key(), Access.Restoring);
                    yield Restorer.Answer.Begun;
                }
            };
        }

        void access(String key, Access access) {
            source.computeIfPresent(
                    key,
                    (k, now) ->
                            new Item(k, now.size(), now.lastModified(), now.md5(), now.version(), now.tier(), access));
        }

        private Erasure erase(String key, String version) {
            if (held.filter(key::equals).isPresent()) {
                return Erasure.Held;
            }
            Item blob = target.get(key);
            if (blob != null && !version.equals(blob.version())) {
                return Erasure.Changed;
            }
            target.remove(key);
            return Erasure.Gone;
        }

        /** Somebody else writes to the target. */
        void foreign(String key, Instant modified) {
            target.put(key, new Item(key, 5, modified, null, "\"theirs\"", false));
        }

        private final class Obedient implements Engine {

            @Override
            public String name() {
                return "Obedient";
            }

            @Override
            public Optional<String> unsuitable() {
                return Optional.empty();
            }

            @Override
            public Optional<String> listed(String key) {
                return Optional.of(key);
            }

            @Override
            public int longestList() {
                return longestList;
            }

            @Override
            public Ending copy(Selection selection, Listener listener) {
                if (broken) {
                    return new Ending.Broke(new Trouble("EngineFailed", "panic", true));
                }
                listener.begun("job" + operations);
                List<String> taken = taken(selection);
                List<Failed> failed = taken.stream()
                        .filter(key -> fails.filter(key::equals).isPresent())
                        .map(key -> new Failed(key, "403"))
                        .toList();
                taken.stream()
                        .filter(key -> fails.filter(key::equals).isEmpty())
                        .filter(key -> loses.filter(key::equals).isEmpty())
                        .forEach(this::copy);
                int done = taken.size() - failed.size();
                return new Ending.Completed(
                        new Moved(taken.size(), done, failed.size(), 0, done * 5L, done * 5L), failed);
            }

            private List<String> taken(Selection selection) {
                return switch (selection) {
                    case Selection.Everything() -> readable();
                    case Selection.Absent() ->
                        readable().stream()
                                .filter(key -> !target.containsKey(key))
                                .toList();
                    case Selection.ChangedSince(Instant since) ->
                        source.values().stream()
                                .filter(item -> !item.lastModified().isBefore(since))
                                .map(Item::key)
                                .toList();
                    case Selection.Listed(Path list) -> read(list);
                };
            }

            private List<String> readable() {
                return source.values().stream()
                        .filter(item -> !item.archived())
                        .map(Item::key)
                        .toList();
            }

            private static List<String> read(Path list) {
                try {
                    return Files.readAllLines(list);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            private void copy(String key) {
                Item item = requireNonNull(source.get(key));
                copied.add(key);
                target.put(key, new Item(key, item.size(), COPIED, null, item.version(), false));
            }

            @Override
            public Ending resume(String jobId, Listener listener) {
                throw new AssertionError(jobId);
            }
        }
    }

    @Test
    void hasWhatIsArchivedRestoredAndCopiesItOnceItIs() {
        world.restoring = true;
        world.atSource("z", 1, LONG_AGO);
        world.access("z", Access.Archived);

        WorkOutcome asking = world.pass(Pass.Changed);
        assertThat(world.asked).containsExactly("z");
        assertThat(asking.message()).contains(", 1 archived ones are being restored");
        assertThat(asking.facts())
                .containsEntry(Fact.RESTORING_ITEMS, "1")
                .containsEntry(Fact.RESTORING_BYTES, "5")
                .containsEntry(Fact.RESTORES_ASKED, "1");

        WorkOutcome waiting = world.pass(Pass.Changed);
        assertThat(world.asked).containsExactly("z");
        assertThat(waiting.facts()).containsEntry(Fact.RESTORING_ITEMS, "1").containsEntry(Fact.RESTORES_ASKED, "0");
        assertThat(world.copied).isEmpty();

        world.access("z", Access.Readable);
        WorkOutcome copying = world.pass(Pass.Changed);
        assertThat(world.copied).containsExactly("z");
        assertThat(copying.facts()).containsEntry(Fact.RESTORING_ITEMS, "0");
    }

    /** It costs money each time. */
    @Test
    void asksForNothingThatHasArrived() {
        world.restoring = true;
        world.access("a", Access.Archived);

        world.pass(Pass.Changed);
        world.pass(Pass.Changed);
        world.pass(Pass.Repair);
        world.pass(Pass.Whole);
        world.access("a", Access.Readable);
        world.pass(Pass.Changed);

        assertThat(world.asked).isEmpty();
        assertThat(world.copied).isEmpty();
    }

    @Test
    void asksForWhatHasChangedSinceItArrived() {
        world.restoring = true;
        world.atSource("a", 2, NOW);
        world.access("a", Access.Archived);

        world.pass(Pass.Repair);
        world.access("a", Access.Readable);
        world.pass(Pass.Changed);

        assertThat(world.asked).containsExactly("a");
        assertThat(world.copied).containsExactly("a");
    }

    @Test
    void asksBeforeItCopiesEverything() {
        World fresh = new World(volume.resolve("fresh"));
        fresh.restoring = true;
        fresh.atSource("a", 1, LONG_AGO);
        fresh.atSource("b.", 1, LONG_AGO);
        fresh.atSource("c", 1, LONG_AGO);
        fresh.access("b.", Access.Archived);
        fresh.access("c", Access.Archived);

        WorkOutcome outcome = fresh.pass(Pass.Whole);

        assertThat(fresh.asked).as("what can't be held isn't worth its price").containsExactly("c");
        assertThat(fresh.copied).containsExactly("a");
        assertThat(outcome.facts()).containsEntry(Fact.RESTORING_ITEMS, "1");
    }

    /** Some S3 tell in no listing what they have restored. */
    @Test
    void copiesOnceWhatTurnsOutToBeReadable() {
        world.restoring = true;
        world.atSource("z", 1, LONG_AGO);
        Item listed = new Item("z", 5, LONG_AGO, null, "\"1\"", true);

        world.pass(Pass.Changed, FakeSource.of(listed).looks("z", new Seen(5, LONG_AGO, null, true)));
        world.pass(Pass.Changed, FakeSource.of(listed).looks("z", new Seen(5, LONG_AGO, null, true)));

        assertThat(world.copied).containsExactly("z");
    }

    @Test
    void asksForNothingUnlessItIsWished() {
        world.atSource("z", 1, LONG_AGO);
        world.access("z", Access.Archived);

        WorkOutcome outcome = world.pass(Pass.Changed);

        assertThat(world.asked).isEmpty();
        assertThat(outcome.facts()).doesNotContainKey(Fact.RESTORING_ITEMS);
    }

    @Test
    void saysThatItMayNotRestore() {
        world.restoring = true;
        world.refusal = Optional.of(new Trouble("PermissionMissing", "lacks s3:RestoreObject", false));
        world.atSource("z", 1, LONG_AGO);
        world.access("z", Access.Archived);

        WorkOutcome outcome = world.pass(Pass.Changed);

        assertThat(outcome.reason()).isEqualTo("PermissionMissing");
        assertThat(outcome.message()).contains("s3:RestoreObject");
    }

    @Test
    void takesNothingAndListsTheSourceAloneWhenNothingHasChanged() {
        int listings = world.targetListings;

        WorkOutcome outcome = world.pass(Pass.Changed);

        assertThat(outcome.message()).isEqualTo("0 objects copied, 3 were there already");
        assertThat(world.copied).isEmpty();
        assertThat(world.targetListings).isEqualTo(listings);
    }

    @Test
    void takesExactlyWhatHasChanged() {
        world.atSource("b", 2, NOW);
        world.atSource("d", 1, NOW);
        world.source.remove("c");

        world.pass(Pass.Changed);

        assertThat(world.copied).containsExactly("b", "d");
        assertThat(world.target).containsKey("c");

        world.copied.clear();
        world.pass(Pass.Changed);
        assertThat(world.copied).isEmpty();
    }

    /** An upload in parts has the time at which it was begun. By time alone it would never be copied. */
    @Test
    void takesAnUploadThatWasBegunLongAgoAndEndedNow() {
        world.atSource("ba", 1, LONG_AGO.minusSeconds(86_400));

        world.pass(Pass.Changed);

        assertThat(world.copied).containsExactly("ba");
    }

    @Test
    void goesByTheFormerIndexAgainAfterAPassThatFailed() {
        world.atSource("b", 2, NOW);
        world.atSource("d", 1, NOW);
        world.fails = Optional.of("d");
        assertThat(world.pass(Pass.Changed, unchanged("d")).succeeded()).isFalse();

        world.fails = Optional.empty();
        world.copied.clear();
        world.pass(Pass.Changed);

        assertThat(world.copied).containsExactly("b", "d");
    }

    private FakeSource unchanged(String key) {
        return FakeSource.of(world.source.values()).looks(key, new Seen(5, LONG_AGO, null, true));
    }

    @Test
    void goesByTheFormerIndexAgainAfterAnEngineThatBroke() {
        world.atSource("b", 2, NOW);
        world.broken = true;
        world.pass(Pass.Changed);

        world.broken = false;
        world.pass(Pass.Changed);

        assertThat(world.copied).containsExactly("b");
    }

    @Test
    void takesAgainWhatWasLeftPending() {
        world.atSource("b", 2, NOW);
        world.fails = Optional.of("b");
        FakeSource overtaken = FakeSource.of(world.source.values())
                .looks("b", new Seen(5, world.clock.instant().plusSeconds(60), null, true));
        assertThat(world.pass(Pass.Changed, overtaken).succeeded()).isTrue();

        world.fails = Optional.empty();
        world.pass(Pass.Changed);

        assertThat(world.copied).containsExactly("b");
    }

    @Test
    void comparesTheSidesOnceWhenTheIndexIsLost() {
        world.records.kept.clear();
        world.atSource("b", 2, NOW);
        int listings = world.targetListings;

        world.pass(Pass.Changed);
        assertThat(world.copied).containsExactly("b");
        assertThat(world.targetListings).isEqualTo(listings + 1);

        world.pass(Pass.Changed);
        assertThat(world.targetListings).isEqualTo(listings + 1);
    }

    @Test
    void comparesTheSidesWhenTheIndexIsBroken() {
        byte[] index = requireNonNull(world.records.kept.get("index/source"));
        world.records.kept.put("index/source", Arrays.copyOf(index, index.length - 9));
        world.atSource("b", 2, NOW);

        world.pass(Pass.Changed);

        assertThat(world.copied).containsExactly("b");
    }

    @Test
    void takesWhatChangedSinceTheOldestWhenTheListWouldBeTooLong() {
        world.longestList = 1;
        world.atSource("b", 2, NOW.minusSeconds(60));
        world.atSource("d", 1, NOW);

        world.pass(Pass.Changed);

        assertThat(world.copied).containsExactly("b", "d");
    }

    @Test
    void keepsWhatCantBeCarriedOutOfTheIndex() {
        world.source.put("cold", new Item("cold", 5, LONG_AGO, null, "\"1\"", true));
        world.pass(Pass.Changed);
        assertThat(world.copied).isEmpty();

        world.atSource("cold", 1, LONG_AGO);
        world.pass(Pass.Changed);
        assertThat(world.copied).containsExactly("cold");
    }

    @Test
    void repairsWhatAnEngineClaimedToHaveCopied() {
        world.atSource("d", 1, LONG_AGO);
        world.loses = Optional.of("d");
        assertThat(world.pass(Pass.Changed).succeeded()).isTrue();
        world.loses = Optional.empty();

        world.pass(Pass.Changed);
        assertThat(world.copied).isEmpty();

        world.pass(Pass.Repair);
        assertThat(world.copied).containsExactly("d");
    }

    @Test
    void aRepairLeavesAloneWhatSomebodyWroteAtTheTarget() {
        world.target.put("a", new Item("a", 99, NOW, null, "\"theirs\"", false));
        world.target.remove("b");

        world.pass(Pass.Repair);

        assertThat(world.copied).containsExactly("b");
    }

    private static Deletes deletes(Deletes.Mode mode, int limit) {
        return new Deletes(mode, limit);
    }

    /** From here on it keeps account; the first pass that does has no former account to go by. */
    private void keepsAccount(Deletes.Mode mode, int limit) {
        world.deletes = deletes(mode, limit);
        assertThat(world.pass(Pass.Changed).succeeded()).isTrue();
    }

    @Test
    void deletesWhatItHasCopiedAndWhatHasGone() {
        keepsAccount(Deletes.Mode.Delete, 100);
        world.source.remove("c");
        int listings = world.targetListings;

        WorkOutcome outcome = world.pass(Pass.Changed);

        assertThat(world.target).containsOnlyKeys("a", "b");
        assertThat(outcome.message()).isEqualTo("0 objects copied, 2 were there already, 1 deleted");
        assertThat(outcome.facts())
                .containsEntry(Fact.DELETED_ITEMS, "1")
                .containsEntry(Fact.GONE_ITEMS, "0")
                .containsEntry(Fact.OWN_ITEMS, "2");
        assertThat(outcome.worst())
                .containsExactly(new ReportLine(
                        ReportLine.Kind.Deleted, "c", "gone at the source, and so deleted at the target"));
        assertThat(world.targetListings).isEqualTo(listings);
    }

    @Test
    void deletesWhatCameAndWentBetweenTwoPasses() {
        keepsAccount(Deletes.Mode.Delete, 100);
        world.atSource("d", 1, LONG_AGO);
        world.pass(Pass.Changed);
        world.source.remove("d");

        world.pass(Pass.Changed);

        assertThat(world.target).containsOnlyKeys("a", "b", "c");
    }

    @Test
    void leavesWhatWasThereBeforeItBegan() {
        world.atSource("z", 1, LONG_AGO);
        world.foreign("z", BEGUN);
        keepsAccount(Deletes.Mode.Delete, 100);
        world.source.remove("z");

        WorkOutcome outcome = world.pass(Pass.Changed);

        assertThat(world.target).containsKey("z");
        assertThat(outcome.facts()).containsEntry(Fact.DELETED_ITEMS, "0").containsEntry(Fact.OWN_ITEMS, "3");
    }

    @Test
    void leavesWhatNeverWasAtTheSource() {
        world.foreign("theirs", NOW);
        keepsAccount(Deletes.Mode.Delete, 100);

        world.pass(Pass.Changed);
        world.pass(Pass.Repair);

        assertThat(world.target).containsKey("theirs");
    }

    @Test
    void leavesWhatSomebodyHasWrittenOverACopy() {
        keepsAccount(Deletes.Mode.Delete, 100);
        world.foreign("c", NOW);
        world.source.remove("c");

        WorkOutcome outcome = world.pass(Pass.Changed);

        assertThat(world.target).containsKey("c");
        assertThat(outcome.worst()).extracting(ReportLine::kind).containsExactly(ReportLine.Kind.Extra);
        assertThat(world.pass(Pass.Changed).worst()).isEmpty();
    }

    @Test
    void leavesWhatTheSourceHasAfterAll() {
        keepsAccount(Deletes.Mode.Delete, 100);
        world.source.remove("c");

        world.pass(Pass.Changed, unchanged("c"));

        assertThat(world.target).containsKey("c");
    }

    @Test
    void leavesWhatIsArchivedNow() {
        keepsAccount(Deletes.Mode.Delete, 100);
        world.source.put("c", new Item("c", 5, LONG_AGO, null, "\"1\"", true));
        world.pass(Pass.Changed);
        assertThat(world.target).containsKey("c");

        world.source.remove("c");
        world.pass(Pass.Changed);
        assertThat(world.target).doesNotContainKey("c");
    }

    @Test
    void deletesNothingWhenMoreHasGoneThanItMayDelete() {
        keepsAccount(Deletes.Mode.Delete, 34);
        world.source.clear();
        world.atSource("d", 1, LONG_AGO);

        WorkOutcome outcome = world.pass(Pass.Changed);

        assertThat(outcome.reason()).isEqualTo("DeleteLimitExceeded");
        assertThat(outcome.retryable()).isFalse();
        assertThat(outcome.message())
                .startsWith(
                        "3 of 4 objects that were copied have gone at the source, and by transfer.deleteLimit, 34 %, a pass may delete 2. Nothing was deleted.");
        assertThat(outcome.worst()).extracting(ReportLine::item).containsExactly("a", "b", "c");
        assertThat(world.target).containsOnlyKeys("a", "b", "c", "d");

        world.deletes = deletes(Deletes.Mode.Delete, 75);
        assertThat(world.pass(Pass.Changed).succeeded()).isTrue();
        assertThat(world.target).containsOnlyKeys("d");
    }

    @Test
    void keepsWhatHasGoneUntilTheLastPass() {
        keepsAccount(Deletes.Mode.Track, 100);
        world.source.remove("c");

        WorkOutcome kept = world.pass(Pass.Changed);
        world.pass(Pass.Repair);
        assertThat(kept.facts()).containsEntry(Fact.GONE_ITEMS, "1").containsEntry(Fact.OWN_ITEMS, "3");
        assertThat(kept.worst()).extracting(ReportLine::kind).containsExactly(ReportLine.Kind.Gone);
        assertThat(world.target).containsKey("c");

        world.deletes = deletes(Deletes.Mode.Delete, 100);
        world.pass(Pass.Changed);
        assertThat(world.target).doesNotContainKey("c");
    }

    @Test
    void remembersWhatHasGoneOverAPassThatCopiesInBulk() {
        keepsAccount(Deletes.Mode.Track, 100);
        world.source.remove("c");
        world.longestList = 1;
        world.atSource("d", 1, LONG_AGO);
        world.atSource("e", 1, LONG_AGO);
        world.pass(Pass.Changed);
        int listings = world.targetListings;

        world.pass(Pass.Changed);
        assertThat(world.targetListings).isEqualTo(listings + 1);

        world.source.remove("d");
        world.deletes = deletes(Deletes.Mode.Delete, 100);
        world.pass(Pass.Changed);
        assertThat(world.target).containsOnlyKeys("a", "b", "e");
    }

    @Test
    void triesAgainWhatIsHeld() {
        keepsAccount(Deletes.Mode.Delete, 100);
        world.source.remove("c");
        world.held = Optional.of("c");
        assertThat(world.pass(Pass.Changed).facts()).containsEntry(Fact.GONE_ITEMS, "1");

        world.held = Optional.empty();
        world.pass(Pass.Changed);
        assertThat(world.target).doesNotContainKey("c");
    }

    @Test
    void deletesNothingByAnAccountThatIsBroken() {
        keepsAccount(Deletes.Mode.Delete, 100);
        byte[] account = requireNonNull(world.records.kept.get("index/copied"));
        world.records.kept.put("index/copied", Arrays.copyOf(account, account.length - 9));
        world.source.remove("c");

        assertThat(world.pass(Pass.Changed).succeeded()).isTrue();

        assertThat(world.target).containsKey("c");
    }

    @Test
    void keepsNoAccountThatWouldBecomeUntrue() {
        keepsAccount(Deletes.Mode.Track, 100);
        world.deletes = Deletes.KEEP;
        world.pass(Pass.Changed);

        assertThat(world.records.kept).containsKey("index/begun").doesNotContainKey("index/copied");
    }

    /** Whatever a bucket goes through and whatever somebody writes at the target, all that has gone goes, and nothing of theirs. */
    @Property(tries = 100)
    void theTargetLosesWhatTheSourceLosesAndNothingElse(
            @ForAll("histories") List<Map<String, Integer>> history,
            @ForAll @Size(max = 3) List<@From("someKeys") String> theirs,
            @ForAll @IntRange(max = 4) int when)
            throws IOException {
        World other = new World(Files.createTempDirectory("passes"));
        other.atSource("a", 1, LONG_AGO);
        other.pass(Pass.Whole);
        other.deletes = deletes(Deletes.Mode.Delete, 100);
        other.pass(Pass.Changed);
        Set<String> foreign = new HashSet<>();
        for (int i = 0; i < history.size(); i++) {
            if (i == when) {
                theirs.forEach(key -> other.foreign(key, NOW));
                foreign.addAll(theirs);
            }
            other.source.clear();
            history.get(i).forEach((key, version) -> other.atSource(key, version, LONG_AGO));
            other.copied.clear();

            assertThat(other.pass(Pass.Changed).succeeded()).isTrue();

            other.copied.forEach(foreign::remove);
            Set<String> expected = new HashSet<>(other.source.keySet());
            expected.addAll(foreign);
            assertThat(other.target.keySet()).containsExactlyInAnyOrderElementsOf(expected);
            foreign.forEach(key ->
                    assertThat(requireNonNull(other.target.get(key)).version()).isEqualTo("\"theirs\""));
        }
    }

    @Provide
    Arbitrary<String> someKeys() {
        return Arbitraries.strings()
                .withChars("ab/")
                .ofMinLength(1)
                .ofMaxLength(3)
                .filter(key -> !key.endsWith("/"));
    }

    @Provide
    Arbitrary<List<Map<String, Integer>>> histories() {
        Arbitrary<String> keys =
                Arbitraries.strings().withChars("ab/").ofMinLength(1).ofMaxLength(3);
        Arbitrary<Map<String, Integer>> contents = Arbitraries.maps(
                        keys.filter(key -> !key.endsWith("/")),
                        Arbitraries.integers().between(1, 3))
                .ofMaxSize(8);
        return contents.list().ofMinSize(1).ofMaxSize(5);
    }

    /** Whatever a bucket goes through, after each pass the target holds all of it, in its last version, and no key was copied in vain. */
    @Property(tries = 100)
    void theTargetFollowsWhateverTheSourceGoesThrough(@ForAll("histories") List<Map<String, Integer>> history)
            throws IOException {
        World other = new World(Files.createTempDirectory("passes"));
        other.atSource("a", 1, LONG_AGO);
        other.pass(Pass.Whole);
        other.pass(Pass.Changed);
        for (Map<String, Integer> contents : history) {
            Map<String, Item> former = Map.copyOf(other.source);
            other.source.clear();
            contents.forEach((key, version) -> other.atSource(key, version, LONG_AGO));
            other.copied.clear();

            assertThat(other.pass(Pass.Changed).succeeded()).isTrue();

            other.source.forEach((key, item) ->
                    assertThat(requireNonNull(other.target.get(key)).version()).isEqualTo(item.version()));
            assertThat(other.copied)
                    .noneMatch(key -> requireNonNull(other.source.get(key)).equals(former.get(key)));
        }
    }
}
