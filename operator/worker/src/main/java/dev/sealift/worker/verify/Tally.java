package dev.sealift.worker.verify;

import dev.sealift.api.worker.ReportLine.Kind;
import dev.sealift.api.worker.WorkOutcome.Fact;
import dev.sealift.worker.compare.Pair;
import dev.sealift.worker.compare.Proof;
import dev.sealift.worker.compare.Verdict;
import dev.sealift.worker.compare.Verdict.Archived;
import dev.sealift.worker.compare.Verdict.Different;
import dev.sealift.worker.compare.Verdict.Equal;
import dev.sealift.worker.compare.Verdict.Extra;
import dev.sealift.worker.compare.Verdict.Gone;
import dev.sealift.worker.compare.Verdict.Marker;
import dev.sealift.worker.compare.Verdict.Missing;
import dev.sealift.worker.compare.Verdict.Pending;
import dev.sealift.worker.compare.Verdict.Unsupported;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.work.Progress;
import dev.sealift.worker.work.Report;
import java.util.Map;
import java.util.TreeMap;

/** Counts verdicts and keeps the worst of them. Safe to use from many threads. */
final class Tally {

    private static final int SAY_EVERY = 1000;

    private final Report report;
    private final Progress progress;

    private long sourceItems;
    private long sourceBytes;
    private long targetItems;
    private long digests;
    private long missing;
    private long different;
    private long extra;
    private long gone;
    private long pending;
    private long archived;
    private long unsupported;
    private long markers;
    private long read;
    private long readBytes;
    private long readBefore;
    private long unreadable;
    private long otherTier;
    private long otherTags;

    Tally(int reportLimit, Progress progress) {
        this.report = new Report(reportLimit);
        this.progress = progress;
    }

    synchronized void listed(Pair pair) {
        switch (pair) {
            case Pair.SourceOnly(var source) -> countSource(source.size());
            case Pair.TargetOnly only -> targetItems++;
            case Pair.Both(var source, var target) -> {
                countSource(source.size());
                targetItems++;
            }
        }
        if ((sourceItems + targetItems) % SAY_EVERY == 0) {
            tell();
        }
    }

    synchronized void tell() {
        progress.reached(new Progress.Counts(sourceItems, 0, sourceBytes, 0, differences()));
    }

    private void countSource(long size) {
        sourceItems++;
        sourceBytes += size;
    }

    synchronized void judged(Pair pair, Verdict verdict) {
        String key = pair.key();
        switch (verdict) {
            case Equal(Proof proof, var remark) -> {
                equal(pair, proof);
                remark.ifPresent(said -> otherTags(key, said));
            }
            case Missing() -> {
                missing++;
                report.add(Kind.Missing, key, "the target lacks it; the next pass lists both sides and copies it");
            }
            case Different(var aspect, String detail) -> {
                different++;
                report.add(Kind.Different, key, detail);
            }
            case Extra() -> {
                extra++;
                report.add(Kind.Extra, key, "at the target only; deleted at the source, or never there");
            }
            case Gone() -> {
                gone++;
                report.add(Kind.Gone, key, "gone at the source since it was copied; a pass is to delete it");
            }
            case Pending() -> {
                pending++;
                report.add(Kind.Pending, key, "changed at the source after the last pass; the next one copies it");
            }
            case Archived() -> {
                archived++;
                report.add(
                        Kind.Archived, key, "in an archived storage class; restore it at the source to have it copied");
            }
            case Unsupported(String why) -> {
                unsupported++;
                report.add(Kind.Unsupported, key, why);
            }
            case Marker() -> {
                markers++;
                report.add(Kind.Unsupported, key, "an empty directory marker; none is copied; nothing to do");
            }
        }
    }

    private void equal(Pair pair, Proof proof) {
        digests += proof instanceof Proof.Listing ? 0 : 1;
        switch (proof) {
            case Proof.Listing listing -> {}
            case Proof.Digest digest -> {}
            case Proof.BytesBefore before -> readBefore++;
            case Proof.Bytes bytes -> {
                read++;
                readBytes += size(pair);
            }
        }
    }

    /** An item is equal by the listings, and can't be read. */
    synchronized void unreadable() {
        unreadable++;
    }

    synchronized void otherTier(String key, String remark) {
        otherTier++;
        report.add(Kind.Altered, key, remark);
    }

    private void otherTags(String key, String remark) {
        otherTags++;
        report.add(Kind.Altered, key, remark);
    }

    private static long size(Pair pair) {
        return switch (pair) {
            case Pair.SourceOnly(Item source) -> source.size();
            case Pair.TargetOnly(Item target) -> target.size();
            case Pair.Both(Item source, Item target) -> source.size();
        };
    }

    synchronized long differences() {
        return missing + different;
    }

    Report report() {
        return report;
    }

    /** What a comparison that reads has not read, for people; empty if it could read all. */
    synchronized String unread() {
        return unreadable == 0 ? "" : "; " + unreadable + " archived objects were compared by the listings alone";
    }

    synchronized String message() {
        return sourceItems + " objects at the source, " + targetItems + " at the target: " + missing + " missing, "
                + different + " different, " + extra + " at the target only, " + gone + " gone at the source, "
                + pending + " pending, " + archived
                + " archived, " + unsupported + " that the target can't hold, " + markers + " empty directory markers; "
                + digests + " compared by digest";
    }

    synchronized Map<String, String> facts() {
        Map<String, String> facts = new TreeMap<>();
        facts.put(Fact.SOURCE_ITEMS, Long.toString(sourceItems));
        facts.put(Fact.SOURCE_BYTES, Long.toString(sourceBytes));
        facts.put(Fact.TARGET_ITEMS, Long.toString(targetItems));
        facts.put(Fact.MISSING_ITEMS, Long.toString(missing));
        facts.put(Fact.DIFFERENT_ITEMS, Long.toString(different));
        facts.put(Fact.EXTRA_ITEMS, Long.toString(extra));
        facts.put(Fact.GONE_ITEMS, Long.toString(gone));
        facts.put(Fact.PENDING_ITEMS, Long.toString(pending));
        facts.put(Fact.ARCHIVED_ITEMS, Long.toString(archived));
        facts.put(Fact.UNSUPPORTED_ITEMS, Long.toString(unsupported));
        facts.put(Fact.DIRECTORY_MARKERS, Long.toString(markers));
        facts.put(Fact.DIGESTS_COMPARED, Long.toString(digests));
        facts.put(Fact.READ_ITEMS, Long.toString(read));
        facts.put(Fact.READ_BYTES, Long.toString(readBytes));
        facts.put(Fact.READ_BEFORE_ITEMS, Long.toString(readBefore));
        facts.put(Fact.UNREADABLE_ITEMS, Long.toString(unreadable));
        facts.put(Fact.OTHER_TIER_ITEMS, Long.toString(otherTier));
        facts.put(Fact.OTHER_TAGS_ITEMS, Long.toString(otherTags));
        return facts;
    }
}
