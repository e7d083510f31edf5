package dev.sealift.worker.rediscompare;

import dev.sealift.api.worker.RedisFact;
import dev.sealift.api.worker.ReportLine.Kind;
import dev.sealift.api.worker.WorkOutcome.Fact;
import dev.sealift.worker.rediscompare.Finding.Different;
import dev.sealift.worker.rediscompare.Finding.Equal;
import dev.sealift.worker.rediscompare.Finding.Extra;
import dev.sealift.worker.rediscompare.Finding.Missing;
import dev.sealift.worker.work.Progress;
import dev.sealift.worker.work.Report;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what was looked at and how it came out, and keeps the worst of it. Safe to use from many threads. */
final class Tally {

    private final Report report;
    private final Progress progress;
    private final long expected;

    private long sourceItems;
    private long targetItems;
    private long opaque;
    private long compared;
    private long read;
    private long readBytes;
    private long missing;
    private long different;
    private long extra;
    private long pending;
    private long repaired;
    private long unsupported;

    /** @param expected how many keys the source says it has */
    Tally(int reportLimit, Progress progress, long expected) {
        this.report = new Report(reportLimit);
        this.progress = progress;
        this.expected = expected;
    }

    /** Keys of the source have been looked at. */
    synchronized void looked(List<Sight> sights) {
        for (Sight sight : sights) {
            if (!sight.source().isAbsent()) {
                sourceItems++;
                opaque += sight.source().isOpaque() ? 1 : 0;
            }
        }
        tell();
    }

    /** Keys of the target have been met. */
    synchronized void met(int keys) {
        targetItems += keys;
        tell();
    }

    private void tell() {
        progress.reached(
                new Progress.Counts(sourceItems, Math.max(expected, sourceItems), readBytes, 0, missing + different));
    }

    /** A key of those whose values are to be read has been looked at. */
    synchronized void compared(Sight sight) {
        compared += sight.source().digest() == null ? 0 : 1;
    }

    /** How many values were compared; some keys may have come twice. */
    synchronized long compared() {
        return Math.min(compared, sourceItems - opaque);
    }

    /** A value was read at both sides and is the same. */
    synchronized void readEqual(Sight sight) {
        read++;
        readBytes += sight.readBytes();
    }

    /** The last word on a key. */
    synchronized void judged(Key key, Finding finding) {
        switch (finding) {
            case Equal() -> {}
            case Missing(String detail) -> {
                missing++;
                add(Kind.Missing, key, detail + " at the source; the target lacks it");
            }
            case Different(String detail) -> {
                different++;
                add(Kind.Different, key, detail);
            }
            case Extra(String detail) -> {
                extra++;
                add(Kind.Extra, key, detail);
            }
        }
    }

    /** It differs, and goes on changing at the source. */
    synchronized void pending(Key key, String detail) {
        pending++;
        add(Kind.Pending, key, detail + "; it was written to between all looks");
    }

    synchronized void repaired(Key key, String before) {
        repaired++;
        add(Kind.Repaired, key, "was " + before);
    }

    /** The target has no such database. */
    synchronized void homeless(int database, long keys) {
        unsupported += keys;
        report.add(
                Kind.Unsupported,
                "database " + database,
                keys + " keys at the source; the target has no database of that number");
    }

    private void add(Kind kind, Key key, String detail) {
        report.add(kind, key.toString(), (key.database() == 0 ? "" : "in database " + key.database() + ": ") + detail);
    }

    synchronized long sourceItems() {
        return sourceItems;
    }

    /** Whose values nobody can read but their modules. */
    synchronized long opaque() {
        return opaque;
    }

    synchronized long differences() {
        return missing + different;
    }

    synchronized long unsupported() {
        return unsupported;
    }

    Report report() {
        return report;
    }

    synchronized String message() {
        return sourceItems + " keys at the source, " + targetItems + " at the target: " + missing + " missing, "
                + different + " different, " + extra + " at the target only, " + pending + " changing, " + repaired
                + " repaired";
    }

    synchronized Map<String, String> facts() {
        Map<String, String> facts = new TreeMap<>();
        facts.put(Fact.SOURCE_ITEMS, Long.toString(sourceItems));
        facts.put(Fact.TARGET_ITEMS, Long.toString(targetItems));
        facts.put(Fact.MISSING_ITEMS, Long.toString(missing));
        facts.put(Fact.DIFFERENT_ITEMS, Long.toString(different));
        facts.put(Fact.EXTRA_ITEMS, Long.toString(extra));
        facts.put(Fact.PENDING_ITEMS, Long.toString(pending));
        facts.put(Fact.UNSUPPORTED_ITEMS, Long.toString(unsupported));
        facts.put(Fact.READ_ITEMS, Long.toString(read));
        facts.put(Fact.READ_BYTES, Long.toString(readBytes));
        facts.put(RedisFact.REPAIRED, Long.toString(repaired));
        return facts;
    }
}
