package dev.sealift.worker.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealift.api.worker.Carriage;
import dev.sealift.worker.FakeSource;
import dev.sealift.worker.FakeTarget;
import dev.sealift.worker.objects.BlobNaming;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.KeyOrder;
import dev.sealift.worker.objects.Seen;
import dev.sealift.worker.work.Trouble;
import dev.sealift.worker.work.TroubleException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final Instant SYNCED = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant BEFORE = SYNCED.minusSeconds(3600);
    private static final String MD5 = "9a0364b9e99bb480dd25e1f0284c8555";
    private static final String OTHER = "1a0364b9e99bb480dd25e1f0284c8555";
    private static final Judge JUDGE = new Judge(SYNCED, new BlobNaming("", false), Carriage.PLAIN);

    private static final class Found implements Findings {
        final Map<String, Verdict> verdicts = new ConcurrentHashMap<>();
        int listed;

        @Override
        public void listed(Pair pair, Verdict first) {
            listed++;
        }

        @Override
        public void judged(Pair pair, Verdict verdict) {
            assertThat(verdicts.put(pair.key(), verdict))
                    .as("judged twice: " + pair.key())
                    .isNull();
        }
    }

    private static Map<String, Verdict> compare(FakeSource source, FakeTarget target) throws Exception {
        Path scratch = Files.createTempDirectory("compare");
        try {
            return new Comparison(source, target, JUDGE, false, scratch).into(Found::new).verdicts;
        } finally {
            try (var left = Files.list(scratch)) {
                assertThat(left).isEmpty();
            }
            Files.delete(scratch);
        }
    }

    private static Item item(String key, int seed) {
        return new Item(key, seed % 3, BEFORE.plusSeconds(seed % 2 * 7200L), seed % 5 == 0 ? MD5 : null, false);
    }

    @Provide
    Arbitrary<Map<String, Integer>> sides() {
        Arbitrary<String> key = Arbitraries.of("a", "b", "/", "-", ".", "é", "😀", "\uFF5E")
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(parts -> String.join("", parts));
        return Arbitraries.maps(key, Arbitraries.integers().between(0, 29)).ofMaxSize(40);
    }

    /** The model knows nothing of order, threads or second looks. */
    private static Map<String, Verdict> model(Map<String, Integer> source, Map<String, Integer> target) {
        Map<String, Verdict> verdicts = new HashMap<>();
        source.forEach((key, seed) -> verdicts.put(
                key,
                JUDGE.judge(
                        target.containsKey(key)
                                ? new Pair.Both(item(key, seed), item(key, target.get(key)))
                                : new Pair.SourceOnly(item(key, seed)))));
        target.forEach((key, seed) -> verdicts.putIfAbsent(key, JUDGE.judge(new Pair.TargetOnly(item(key, seed)))));
        return verdicts;
    }

    private static List<Item> items(Map<String, Integer> side) {
        TreeMap<String, Integer> sorted = new TreeMap<>(KeyOrder.INSTANCE);
        sorted.putAll(side);
        List<Item> items = new ArrayList<>();
        sorted.forEach((key, seed) -> items.add(item(key, seed)));
        return items;
    }

    @Property(tries = 300)
    void findsWhatTheModelFinds(
            @ForAll("sides") Map<String, Integer> source, @ForAll("sides") Map<String, Integer> target)
            throws Exception {
        assertThat(compare(FakeSource.of(items(source)), FakeTarget.of(items(target))))
                .isEqualTo(model(source, target));
    }

    @Property(tries = 100)
    void findsTheSameInAListingWithoutOrder(
            @ForAll("sides") Map<String, Integer> source,
            @ForAll("sides") Map<String, Integer> target,
            @ForAll long seed)
            throws Exception {
        List<Item> shuffled = items(target);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(compare(FakeSource.of(items(source)), FakeTarget.of(shuffled)))
                .isEqualTo(model(source, target));
    }

    @Test
    void takesTheOrderOfAHierarchicalNamespace() throws Exception {
        List<Item> depthFirst = List.of(item("a/b", 2), item("a-1", 2), item("a.txt", 2));

        assertThat(compare(FakeSource.of(depthFirst), FakeTarget.of(depthFirst)).values())
                .allMatch(Verdict.Equal.class::isInstance);
    }

    @Test
    void looksAgainBeforeItReportsAMissingItem() throws Exception {
        FakeSource source = FakeSource.of(item("gone", 2), item("arrived", 2), item("missing", 2));
        source.looks("gone", null);
        FakeTarget target = FakeTarget.of().looks("arrived", new Seen(2, SYNCED, null, true));

        assertThat(compare(source, target))
                .containsOnlyKeys("arrived", "missing")
                .containsEntry("arrived", new Verdict.Equal(new Proof.Listing()))
                .containsEntry("missing", new Verdict.Missing());
    }

    @Test
    void looksAgainBeforeItReportsADifference() throws Exception {
        Item old = new Item("k", 1, BEFORE, null, false);
        FakeSource source = FakeSource.of(old).looks("k", new Seen(9, SYNCED.plusSeconds(5), null, true));

        assertThat(compare(source, FakeTarget.of(new Item("k", 2, SYNCED, null, false))))
                .containsEntry("k", new Verdict.Pending());
    }

    private static Verdict withEncryptedSource(String sourceContent, String targetContent) throws Exception {
        FakeSource source = FakeSource.of(new Item("k", 5, BEFORE, MD5, false))
                .looks("k", new Seen(5, BEFORE, MD5, false))
                .content("k", sourceContent);
        FakeTarget target =
                FakeTarget.of(new Item("k", 5, SYNCED, OTHER, false)).content("k", targetContent);
        return Objects.requireNonNull(compare(source, target).get("k"));
    }

    @Test
    void comparesContentWhereAnEncryptedETagIsNoDigest() throws Exception {
        assertThat(withEncryptedSource("alpha", "alpha"))
                .isEqualTo(new Verdict.Equal(
                        new Proof.Bytes("8ed3f6ad685b959ead7022518e1af76cd816f8e8ec7ccdda1ed4018e8f2223f8")));
        assertThat(withEncryptedSource("alpha", "beta!"))
                .isInstanceOfSatisfying(
                        Verdict.Different.class, d -> assertThat(d.detail()).contains("SHA-256"));
    }

    @Test
    void statesTheDoubtWhereAnEncryptedObjectIsTooLargeToRead() throws Exception {
        long large = 65L << 20;
        FakeSource source =
                FakeSource.of(new Item("k", large, BEFORE, MD5, false)).looks("k", new Seen(large, BEFORE, MD5, false));

        assertThat(compare(source, FakeTarget.of(new Item("k", large, SYNCED, OTHER, false)))
                        .get("k"))
                .isInstanceOfSatisfying(
                        Verdict.Different.class,
                        d -> assertThat(d.detail()).contains("encrypted").contains("by hand"));
    }

    @Test
    void believesADigestOfAnUnencryptedObject() throws Exception {
        assertThat(compare(
                                FakeSource.of(new Item("k", 5, BEFORE, MD5, false)),
                                FakeTarget.of(new Item("k", 5, SYNCED, OTHER, false)))
                        .get("k"))
                .isInstanceOf(Verdict.Different.class);
    }

    @Test
    void passesOnWhyAListingFailed() {
        FakeSource source = FakeSource.of(item("a", 1));
        source.listingFails = new Trouble("PermissionMissing", "no", false);

        assertThatThrownBy(() -> compare(source, FakeTarget.of()))
                .isInstanceOfSatisfying(
                        TroubleException.class,
                        e -> assertThat(e.trouble().reason()).isEqualTo("PermissionMissing"));
    }

    @Test
    void anEmptyTargetIsNotLookedAtKeyByKeyForEver() throws Exception {
        List<Item> many = new ArrayList<>();
        for (int i = 0; i < Suspects.ENOUGH + 1000; i++) {
            many.add(new Item(String.format("%07d", i), 1, BEFORE, null, false));
        }
        FakeSource source = FakeSource.of(many);

        assertThat(compare(source, FakeTarget.of())).hasSize(many.size());
        assertThat(source.looked.get()).isEqualTo(Suspects.ENOUGH);
    }
}
