package dev.sealift.worker.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.worker.Carriage;
import dev.sealift.worker.compare.Verdict.Archived;
import dev.sealift.worker.compare.Verdict.Aspect;
import dev.sealift.worker.compare.Verdict.Different;
import dev.sealift.worker.compare.Verdict.Equal;
import dev.sealift.worker.compare.Verdict.Extra;
import dev.sealift.worker.compare.Verdict.Marker;
import dev.sealift.worker.compare.Verdict.Missing;
import dev.sealift.worker.compare.Verdict.Pending;
import dev.sealift.worker.compare.Verdict.Unsupported;
import dev.sealift.worker.objects.BlobNaming;
import dev.sealift.worker.objects.Item;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgeTest {

    private static final Instant SYNCED = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant BEFORE = SYNCED.minusSeconds(3600);
    private static final Instant COPIED = SYNCED.minusSeconds(1800);
    private static final String MD5 = "9a0364b9e99bb480dd25e1f0284c8555";
    private static final String OTHER = "1a0364b9e99bb480dd25e1f0284c8555";

    private final Judge judge = new Judge(SYNCED, new BlobNaming("", false), Carriage.PLAIN);

    private static Item item(String key, long size, Instant modified, @Nullable String md5) {
        return new Item(key, size, modified, md5, false);
    }

    private static Item item(long size, Instant modified, @Nullable String md5) {
        return item("k", size, modified, md5);
    }

    private Verdict both(Item source, Item target) {
        return judge.judge(new Pair.Both(source, target));
    }

    @Test
    void equalBySizeAndTime() {
        assertThat(both(item(5, BEFORE, null), item(5, COPIED, MD5))).isEqualTo(new Equal(new Proof.Listing()));
    }

    @Test
    void equalByDigest() {
        assertThat(both(item(5, BEFORE, MD5), item(5, COPIED, MD5))).isEqualTo(new Equal(new Proof.Digest()));
    }

    @Test
    void differentInSize() {
        assertThat(both(item(5, BEFORE, MD5), item(6, COPIED, MD5)))
                .isEqualTo(new Different(Aspect.Size, "5 bytes at the source, 6 at the target"));
    }

    @Test
    void differentInDigest() {
        assertThat(both(item(5, BEFORE, MD5), item(5, COPIED, OTHER)))
                .isInstanceOfSatisfying(
                        Different.class, d -> assertThat(d.aspect()).isEqualTo(Aspect.Digest));
    }

    @Test
    void staleWhenCopiedBeforeTheSourceChanged() {
        assertThat(both(item(5, COPIED, null), item(5, BEFORE, null)))
                .isInstanceOfSatisfying(
                        Different.class, d -> assertThat(d.aspect()).isEqualTo(Aspect.Age));
        assertThat(both(item(5, COPIED, null), item(5, COPIED.minus(Judge.SKEW), null)))
                .isEqualTo(new Equal(new Proof.Listing()));
    }

    @Test
    void pendingWhatChangedSince() {
        assertThat(both(item(5, SYNCED, null), item(6, COPIED, null))).isEqualTo(new Pending());
        assertThat(judge.judge(new Pair.SourceOnly(item(5, SYNCED, null)))).isEqualTo(new Pending());
    }

    @Test
    void missingAndExtra() {
        assertThat(judge.judge(new Pair.SourceOnly(item(5, BEFORE, null)))).isEqualTo(new Missing());
        assertThat(judge.judge(new Pair.TargetOnly(item(5, BEFORE, null)))).isEqualTo(new Extra());
    }

    @Test
    void archivedOnlyIfItIsntThere() {
        Item archived = new Item("k", 5, BEFORE, null, true);

        assertThat(judge.judge(new Pair.SourceOnly(archived))).isEqualTo(new Archived());
        assertThat(both(archived, item(5, COPIED, null))).isEqualTo(new Equal(new Proof.Listing()));
    }

    @Test
    void whatCantBeCarriedIsNeitherMissingNorDifferent() {
        assertThat(judge.judge(new Pair.SourceOnly(item("a./b", 5, BEFORE, null))))
                .isInstanceOf(Unsupported.class);
        assertThat(both(item("a./b", 5, BEFORE, null), item("a./b", 6, BEFORE, null)))
                .isInstanceOf(Unsupported.class);
        assertThat(judge.judge(new Pair.SourceOnly(item("folder/", 0, BEFORE, null))))
                .isEqualTo(new Marker());
    }
}
