package dev.sealift.worker.stream;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealift.api.BlobTier;
import dev.sealift.api.worker.Carriage;
import dev.sealift.worker.HandClock;
import dev.sealift.worker.Orders;
import dev.sealift.worker.azcopy.Selection;
import dev.sealift.worker.copy.Engine;
import dev.sealift.worker.copy.Engine.Ending;
import dev.sealift.worker.copy.Engine.Ending.Broke;
import dev.sealift.worker.copy.Engine.Ending.Completed;
import dev.sealift.worker.copy.Engine.Failed;
import dev.sealift.worker.copy.Engine.Moved;
import dev.sealift.worker.objects.Headers;
import dev.sealift.worker.objects.Original.Algorithm;
import dev.sealift.worker.objects.Original.Digest;
import dev.sealift.worker.work.Retries;
import dev.sealift.worker.work.Throttle;
import dev.sealift.worker.work.Trouble;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The engine between two clouds that misbehave. */
@Timeout(60)
class StreamEngineTest {

    private static final int MEBI = 1 << 20;
    private static final byte[] BIG = random(3 * Cut.BLOCK + 12_345);

    @TempDir
    Path scratch;

    private final HandClock clock = new HandClock();
    private final FakeClouds clouds = new FakeClouds();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final Map<String, String> remarks = new ConcurrentHashMap<>();
    private final AtomicInteger begun = new AtomicInteger();
    private volatile Moved last = new Moved(0, 0, 0, 0, 0, 0);
    private Carriage carriage = Carriage.PLAIN;
    private Budget budget = new Budget(20 * MEBI);

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private StreamEngine engine() {
        Retries.Pause pause = duration -> {
            pauses.add(duration);
            clock.pass(duration);
        };
        Lines lines = new Lines(
                clouds, clouds, new Gate(clock), new Gate(clock), Retries.patient(pause), budget, Throttle.of(() -> 0));
        return new StreamEngine(Orders.copy(carriage), clouds, clouds.container(), lines, scratch, clock);
    }

    private final class Following implements Engine.Listener {

        @Override
        public void begun(String jobId) {
            begun.incrementAndGet();
        }

        @Override
        public void underway(Moved moved) {
            last = moved;
        }

        @Override
        public void remarked(String key, String remark) {
            remarks.put(key, remark);
        }
    }

    private Ending run(Selection selection) throws InterruptedException {
        return engine().copy(selection, new Following());
    }

    private List<Failed> failed() throws InterruptedException {
        return run(new Selection.Everything()) instanceof Completed(Moved moved, List<Failed> failed)
                ? failed
                : List.of(new Failed("?", "it broke"));
    }

    private void assertArrived(String key, byte[] content) {
        assertThat(clouds.blobs).containsKey(key);
        assertThat(Arrays.equals(requireNonNull(clouds.blobs.get(key)).content(), content))
                .as("content of " + key)
                .isTrue();
        assertThat(HexFormat.of().formatHex(clouds.blobs.get(key).md5())).isEqualTo(FakeClouds.md5(content));
    }

    @Test
    void copiesSmallObjectsByOneRequestEach() throws Exception {
        for (int i = 0; i < 300; i++) {
            clouds.with("k" + i, random(i * 7));
        }

        assertThat(failed()).isEmpty();
        assertThat(clouds.blobs).hasSize(300);
        assertArrived("k299", random(299 * 7));
        assertThat(clouds.requests).hasSize(600);
        assertThat(last.total()).isEqualTo(300);
        assertThat(last.completed()).isEqualTo(300);
        assertThat(last.bytes()).isEqualTo(last.bytesTotal()).isEqualTo(299 * 300 / 2 * 7);
        assertThat(begun).hasValue(1);
    }

    @Test
    void carriesHeadersAndMetadata() throws Exception {
        Headers headers =
                Headers.of("text/html", "gzip", "de", "inline", "no-cache", Map.of("origin", "shop", "has-dash", "x"));
        clouds.with("small", random(5), FakeClouds.LONG_AGO, headers);
        clouds.with("big", BIG, FakeClouds.LONG_AGO, headers);

        assertThat(failed()).isEmpty();
        assertThat(requireNonNull(clouds.blobs.get("small")).attributes())
                .isEqualTo(requireNonNull(clouds.blobs.get("big")).attributes());
        assertThat(requireNonNull(clouds.blobs.get("big"))
                        .attributes()
                        .headers()
                        .content())
                .isEqualTo(headers.content());
        assertThat(requireNonNull(clouds.blobs.get("big"))
                        .attributes()
                        .headers()
                        .metadata())
                .isEqualTo(Map.of("origin", "shop", "rename_has_dash", "x", "rename_key_has_dash", "has-dash"));
        assertThat(headers.missingIn(
                        requireNonNull(clouds.blobs.get("big")).attributes().headers()))
                .as("as the comparison sees it")
                .isEmpty();
        assertThat(remarks).containsOnlyKeys("small", "big");
    }

    @Test
    void givesTiersByStorageClass() throws Exception {
        carriage = new Carriage(Map.of("STANDARD_IA", BlobTier.Cool, "GLACIER_IR", BlobTier.Archive), null, false);
        clouds.with("big", BIG, "GLACIER_IR").with("small", random(5), "STANDARD_IA");
        clouds.with("other", random(6));

        assertThat(failed()).isEmpty();
        assertThat(tier("big")).contains(BlobTier.Archive);
        assertThat(tier("small")).contains(BlobTier.Cool);
        assertThat(tier("other")).isEmpty();
    }

    private Optional<BlobTier> tier(String key) {
        return requireNonNull(clouds.blobs.get(key)).attributes().tier();
    }

    @Test
    void asksForTagsWhereThereAreAny() throws Exception {
        carriage = new Carriage(null, null, true);
        Map<String, String> tags = Map.of("project", "shop", "owner", "shop@example.com");
        clouds.with("big", BIG, tags).with("small", random(5), tags);
        clouds.with("other", random(6));

        assertThat(failed()).isEmpty();
        assertThat(tags("big")).isEqualTo(tags("small")).isEqualTo(Map.of("project", "shop"));
        assertThat(tags("other")).isEmpty();
        assertThat(clouds.requests)
                .filteredOn(request -> request.startsWith("tags"))
                .hasSize(2);
        assertThat(remarks).containsOnlyKeys("big", "small");
    }

    @Test
    void asksForNoTagsUnlessTheyAreWanted() throws Exception {
        clouds.with("small", random(5), Map.of("project", "shop"));

        assertThat(failed()).isEmpty();
        assertThat(tags("small")).isEmpty();
        assertThat(clouds.count("tags")).isZero();
    }

    private Map<String, String> tags(String key) {
        return requireNonNull(clouds.blobs.get(key)).attributes().tags();
    }

    @Test
    void replacesWhatIsArchivedAtTheTarget() throws Exception {
        carriage = new Carriage(Map.of("GLACIER_IR", BlobTier.Archive), null, false);
        clouds.with("big", BIG, "GLACIER_IR").with("small", random(5), "GLACIER_IR");
        assertThat(failed()).isEmpty();

        byte[] other = Arrays.copyOf(BIG, BIG.length - 1);
        clouds.with("big", other, "GLACIER_IR").with("small", random(6), "GLACIER_IR");
        assertThat(failed()).isEmpty();

        assertArrived("big", other);
        assertArrived("small", random(6));
        assertThat(clouds.count("remove")).isEqualTo(2);
    }

    @Test
    void copiesLargeObjectsInLittleMemory() throws Exception {
        budget = new Budget(10 * MEBI);
        clouds.with("big", BIG)
                .with("other", Arrays.copyOf(BIG, BIG.length - 1))
                .with("small", random(100));

        assertThat(failed()).isEmpty();
        assertArrived("big", BIG);
        assertArrived("other", Arrays.copyOf(BIG, BIG.length - 1));
        assertArrived("small", random(100));
        assertThat(clouds.count("stage big")).isEqualTo(4);
        assertThat(budget.taken()).isZero();
    }

    @Test
    void saysWhenAnObjectNeedsMoreMemoryThanThereIs() throws Exception {
        budget = new Budget(MEBI);
        clouds.with("big", BIG);

        assertThat(failed())
                .singleElement()
                .satisfies(f -> assertThat(f.cause()).contains("more memory"));
    }

    @Test
    void readsAgainWhatBrokeOff() throws Exception {
        clouds.with("big", BIG).with("small", random(1000));
        clouds.truncated.put("big", 2);
        clouds.truncated.put("small", 2);

        assertThat(failed()).isEmpty();
        assertArrived("big", BIG);
        assertArrived("small", random(1000));
    }

    @Test
    void waitsWhenEitherSideAsksForIt() throws Exception {
        clouds.with("small", random(1000));
        Trouble busy = new Trouble("Throttled", "SlowDown", true);
        clouds.before = FakeClouds.times(1, "fetch", busy, Duration.ofSeconds(3))
                .andThen(FakeClouds.times(1, "put", busy, Duration.ofSeconds(5)));

        assertThat(failed()).isEmpty();
        assertThat(pauses).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(5));
    }

    @Test
    void goesOnWithNewCredentials() throws Exception {
        clouds.with("big", BIG);
        clouds.before = FakeClouds.times(3, "read", new Trouble("CredentialsRejected", "ExpiredToken", true));

        assertThat(failed()).isEmpty();
        assertArrived("big", BIG);
    }

    @Test
    void givesUpWhenNoObjectCouldBeCopied() throws Exception {
        for (int i = 0; i < 2000; i++) {
            clouds.with("k" + i, random(10));
        }
        clouds.before = FakeClouds.times(99_999, "put", new Trouble("TargetFirewalled", "refused", false));

        assertThat(run(new Selection.Everything()))
                .isEqualTo(new Broke(new Trouble("TargetFirewalled", "refused", false)));
        assertThat(clouds.count("fetch")).isLessThan(1500);
    }

    @Test
    void givesUpWhenAllInARowFail() throws Exception {
        for (int i = 0; i < 2000; i++) {
            clouds.with("k" + i, random(10));
        }
        clouds.before = FakeClouds.times(99_999, "fetch", new Trouble("PermissionMissing", "denied", false));

        assertThat(run(new Selection.Everything()))
                .isInstanceOfSatisfying(
                        Broke.class, b -> assertThat(b.trouble().reason()).isEqualTo("PermissionMissing"));
    }

    @Test
    void namesWhatFailsAloneAndGoesOn() throws Exception {
        clouds.with("a", random(1)).with("b", random(2)).with("c", random(3));
        clouds.before = FakeClouds.times(99, "fetch b", new Trouble("PermissionMissing", "denied", false));

        assertThat(failed()).containsExactly(new Failed("b", "denied"));
        assertThat(clouds.blobs).containsOnlyKeys("a", "c");
        assertThat(clouds.count("fetch b")).as("tried once more at the end").isEqualTo(2);
    }

    @Test
    void redoesAnObjectThatChangesUnderTheCopy() throws Exception {
        byte[] newer = Arrays.copyOf(BIG, BIG.length - 7);
        clouds.with("big", BIG);
        clouds.before = request -> {
            if (request.equals("read big " + 2L * Cut.BLOCK)) {
                clouds.before = other -> {};
                clouds.with("big", newer);
            }
        };

        assertThat(failed()).isEmpty();
        assertArrived("big", newer);
        assertThat(clouds.count("commit")).isEqualTo(1);
    }

    @Test
    void leavesAnObjectThatKeepsChanging() throws Exception {
        clouds.with("big", BIG);
        AtomicInteger version = new AtomicInteger();
        clouds.before = request -> {
            if (request.startsWith("read big")) {
                clouds.with("big", Arrays.copyOf(BIG, BIG.length - version.incrementAndGet()));
            }
        };

        assertThat(failed())
                .singleElement()
                .satisfies(f -> assertThat(f.cause()).contains("changed"));
        assertThat(clouds.blobs).isEmpty();
    }

    @Test
    void copesWithAnObjectThatGrewSinceItWasListed() throws Exception {
        clouds.with("k", random(10));
        clouds.before = request -> {
            if (request.equals("fetch k")) {
                clouds.before = other -> {};
                clouds.with("k", BIG);
            }
        };

        assertThat(failed()).isEmpty();
        assertArrived("k", BIG);
    }

    @Test
    void goesOnInsideAnObjectInTheNextPod() throws Exception {
        clouds.with("big", BIG);
        endThePodBefore("stage big", 3);
        assertThat(clouds.blobs).isEmpty();
        assertThat(clouds.blocks.get("big")).isNotEmpty();
        int left = requireNonNull(clouds.blocks.get("big")).size();
        clouds.requests.clear();

        assertThat(failed()).isEmpty();
        assertArrived("big", BIG);
        assertThat(clouds.count("read big")).as("only what was missing is read").isEqualTo(4 - left);
    }

    @Test
    void readsNothingAgainWhenOnlyTheCommitIsMissing() throws Exception {
        clouds.with("big", BIG);
        endThePodBefore("commit big", 1);
        assertThat(clouds.blobs).isEmpty();
        clouds.requests.clear();

        assertThat(failed()).isEmpty();
        assertArrived("big", BIG);
        assertThat(clouds.count("read")).isZero();
    }

    private void endThePodBefore(String request, int time) {
        AtomicInteger count = new AtomicInteger();
        Thread pod = Thread.currentThread();
        clouds.before = made -> {
            if (made.startsWith(request) && count.incrementAndGet() >= time) {
                pod.interrupt();
                throw new Trouble("TargetUnreachable", "the pod is gone", true).asException();
            }
        };
        assertThatThrownBy(() -> run(new Selection.Everything())).isInstanceOf(InterruptedException.class);
        Thread.interrupted();
        clouds.before = made -> {};
    }

    @Test
    void doesntTakeTheBlocksOfAnotherVersion() throws Exception {
        clouds.with("big", BIG);
        endThePodBefore("commit big", 1);
        byte[] newer = BIG.clone();
        newer[0] ^= 1;
        clouds.with("big", newer);
        clouds.requests.clear();

        assertThat(failed()).isEmpty();
        assertArrived("big", newer);
        assertThat(clouds.count("read big")).isEqualTo(4);
    }

    @Test
    void stagesAgainWhatSomebodyElseTookAway() throws Exception {
        clouds.with("big", BIG);
        clouds.before = request -> {
            if (request.startsWith("commit")) {
                clouds.before = other -> {};
                clouds.blocks.remove("big");
            }
        };

        assertThat(failed()).isEmpty();
        assertArrived("big", BIG);
    }

    @Test
    void neverCommitsWhatIsNotWhatTheSourceSays() throws Exception {
        clouds.with("k", random(10), FakeClouds.LONG_AGO, new Digest(Algorithm.Md5, "0".repeat(32), 0));
        assertRefused();
        assertRefused(0, new Digest(Algorithm.Md5, "0".repeat(32), 0));
        assertRefused(0, new Digest(Algorithm.Crc64Nvme, "0".repeat(16), 0));
        assertRefused(0, new Digest(Algorithm.Sha256, "0".repeat(64), 0));
        assertRefused(Cut.BLOCK, new Digest(Algorithm.Md5, "0".repeat(32), 4));
    }

    private void assertRefused(int partSize, Digest digest) throws InterruptedException {
        clouds.blocks.clear();
        clouds.with("k", BIG, FakeClouds.LONG_AGO, digest).inParts("k", partSize);
        assertRefused();
    }

    private void assertRefused() throws InterruptedException {
        assertThat(failed())
                .singleElement()
                .satisfies(f -> assertThat(f.cause()).contains("isn't what S3 says of it"));
        assertThat(clouds.blobs).isEmpty();
        assertThat(clouds.count("commit")).isZero();
    }

    @Test
    void provesByWhateverTheSourceSays() throws Exception {
        assertProven(0, new Digest(Algorithm.Crc32, crc(Crc.Crc32), 0));
        assertProven(0, new Digest(Algorithm.Crc64Nvme, crc(Crc.Crc64Nvme), 0));
        assertProven(0, new Digest(Algorithm.Sha1, sha("SHA-1"), 0));
        assertProven(0, new Digest(Algorithm.Sha256, sha("SHA-256"), 0));
        assertProven(5 * MEBI, ofParts(5 * MEBI));
        assertProven(16 * MEBI, ofParts(16 * MEBI));
        assertProven(0);
    }

    @Test
    void takesWordForNothingWherePartsDiffer() throws Exception {
        assertProven(5 * MEBI, new Digest(Algorithm.Md5, "0".repeat(32), 9));
    }

    private void assertProven(int partSize, Digest... digests) throws InterruptedException {
        clouds.blobs.clear();
        clouds.with("big", BIG, FakeClouds.LONG_AGO, digests).inParts("big", partSize);

        assertThat(failed()).isEmpty();
        assertArrived("big", BIG);
    }

    @Test
    void goesOnInsideAPart() throws Exception {
        clouds.with("big", BIG, FakeClouds.LONG_AGO, ofParts(16 * MEBI)).inParts("big", 16 * MEBI);
        endThePodBefore("stage big", 2);
        clouds.requests.clear();

        assertThat(failed()).isEmpty();
        assertArrived("big", BIG);
        assertThat(clouds.count("read big")).isEqualTo(3);
    }

    private static String crc(Crc crc) {
        return crc.hex(crc.then(crc.start(), BIG, BIG.length));
    }

    private static String sha(String algorithm) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(BIG));
    }

    private static Digest ofParts(int size) {
        ByteArrayOutputStream digests = new ByteArrayOutputStream();
        int parts = 0;
        for (int at = 0; at < BIG.length; at += size, parts++) {
            digests.writeBytes(
                    Course.digest("MD5").digest(Arrays.copyOfRange(BIG, at, Math.min(BIG.length, at + size))));
        }
        return new Digest(Algorithm.Md5, FakeClouds.md5(digests.toByteArray()), parts);
    }

    @Test
    void readsAllAnewWhenWhatAFormerPodLeftIsDamaged() throws Exception {
        byte[] damaged = BIG.clone();
        damaged[5] ^= 1;
        Digest right = new Digest(Algorithm.Crc32, crc(Crc.Crc32), 0);
        clouds.with("big", BIG, FakeClouds.LONG_AGO, right);
        String etag = clouds.inspect("big").etag();
        clouds.content("big", damaged);
        endThePodBefore("stage big", 4);
        clouds.content("big", BIG);
        assertThat(clouds.inspect("big").etag()).isEqualTo(etag);

        assertThat(failed()).isEmpty();
        assertArrived("big", BIG);
    }

    @Test
    void takesWhatASelectionSays() throws Exception {
        Instant changed = Instant.parse("2026-11-21T12:00:00Z");
        clouds.with("old", random(1)).with("new", random(2), changed).with("archived", random(3));
        clouds.with("bad.", random(4)).with("marker/", new byte[0]);

        Ending ending = run(new Selection.ChangedSince(changed.plusMillis(700)));
        assertThat(ending).isInstanceOf(Completed.class);
        assertThat(clouds.blobs).containsOnlyKeys("new");

        run(new Selection.Listed(Files.write(scratch.resolve("list"), List.of("archived"))));
        assertThat(clouds.blobs).containsOnlyKeys("new", "archived");

        clouds.requests.clear();
        run(new Selection.Absent());
        assertThat(clouds.blobs).containsOnlyKeys("archived", "new", "old");
        assertThat(clouds.count("put")).isEqualTo(1);
    }

    @Test
    void neverPromisesToGoOnWithAPlan() {
        assertThat(engine().resume("stream-k1", new Following())).isEqualTo(new Ending.Lost());
        assertThat(engine().listed("a\nb")).isEmpty();
        assertThat(engine().listed("a b")).contains("a b");
    }
}
